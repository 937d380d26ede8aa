import { manualClock, openDistrict, seededRandom } from '@bihuan/core'
import { languages } from '@bihuan/core/words'
import { firstScheme, foundation, illustrativeYear, play } from '@bihuan/nangang'
import { terminal } from '@bihuan/render-text'
import { memoryStore } from '@bihuan/store-memory'

// What an analyst asks of an assessment: who stands where, why, and what another scheme would have said.

const lang = process.argv.includes('en') ? 'en' : 'zh'
const clock = manualClock('2022-01-01T00:00:00.000Z')
const district = await openDistrict({ store: memoryStore(), log: 'nangang', clock, random: seededRandom(1123) })
await play(district, [...foundation, ...illustrativeYear()], { setClock: clock.set })

const on = '2022-10-25'
const round = '2022-Q3'
const words = district.words(languages[lang])
const show = (view: string, options: object) =>
  console.log(terminal(district.table(view, { on, ...options }, lang), words, { width: 120, colour: false }))

show('leagueTable', { round, group: 'governance' })

// The line that cost most, followed down to the reports and closings that it rests on.
const { card } = district.views.scorecard({ on, round, unit: 'justice' })
const worst = card?.lines.reduce((a, b) => ((b.worth ?? 0) - b.points > (a.worth ?? 0) - a.points && b.kind === 'base' ? b : a))
const explained = await district.explain({ round, unit: 'justice' })
const events = explained?.lines.find((line) => line.rule === worst?.rule)?.events ?? []
console.log(
  worst?.rule,
  worst?.value,
  worst?.points,
  explained?.reproduced,
  events.slice(0, 3).map((event) => words.event(event.type)),
)

// The same period under the first scheme, with problems weighing more than milestones.
const { scheme: _scheme, name: _name, rules = [], ...terms } = firstScheme
const weigh = (rule: string | undefined, points: number) =>
  rule === '2022-problems' ? points + 5 : rule === '2022-milestones' ? points - 5 : points
const draft = {
  ...terms,
  rules: rules.map(({ worth, ...rule }) => ({
    ...rule,
    rule: rule.rule as string,
    worth: worth.map((one) => ({ group: one.group, points: weigh(rule.rule, one.points) })),
  })),
}
const { regraded, rows } = district.views.backtest({ on, draft, from: '2022-07-01', to: '2022-09-30', round })
console.log(regraded, rows.length)
