import { inLang, listed, personalInLang, type ShownOf, titleOf } from '../../seen.ts'
import { officeWords } from '../../words/words.ts'
import { labelsOf, numberCell, textCell } from '../cells.ts'
import type { Sheet, SheetCell, SheetColumn } from '../sheet.ts'

const lights = ['done', 'green', 'yellow', 'red', 'grey'] as const

/** Who answers for what: leaders with their portfolios, units with their tasks, and who is missing. A sheet each. */
export function responsibilitySheets(shown: ShownOf<'responsibility'>): readonly Sheet[] {
  const { value, words } = shown
  const { lang } = words
  const own = officeWords(words)
  const head = (key: string): SheetColumn => ({ head: words.column(key) })
  const count = (key: string): SheetColumn => ({ head: words.column(key), align: 'right', width: 9 })
  const counts = (of: Readonly<Record<(typeof lights)[number], number>>): SheetCell[] =>
    lights.map((light) => numberCell(of[light], 'count'))
  const posts = new Map(value.leads.map((lead) => [lead.post, lead.title]))
  const sheet = (name: string, columns: readonly SheetColumn[], rows: Sheet['rows']): Sheet => ({
    name,
    title: titleOf(shown, name),
    columns,
    rows,
    frozen: 1,
  })
  const gap = (kind: string, id: string, name: string, code: string): SheetCell[] => [
    textCell(words.code('kind', kind)),
    textCell(id),
    textCell(name),
    textCell(words.code('gap', code)),
  ]
  const unitName = new Map(value.units.map((unit) => [unit.unit, unit.name]))
  const { gaps } = value
  return [
    sheet(
      own.sheets.leads,
      [
        head('name'),
        head('unit'),
        head('person'),
        head('officer'),
        { head: own.columns.units },
        { head: own.columns.goals },
        count('tasks'),
        ...lights.map(count),
        head('gap'),
      ],
      value.leads.map((lead) => [
        textCell(inLang(lead.title, lang)),
        textCell(inLang(lead.unit.name, lang)),
        textCell(lead.person),
        textCell(lead.officer === null ? null : personalInLang(lead.officer, lang)),
        textCell(
          listed(
            lead.portfolio.units.map((unit) => unit.name),
            lang,
          ),
        ),
        textCell(
          listed(
            lead.portfolio.goals.map((goal) => goal.name),
            lang,
          ),
        ),
        numberCell(lead.tasks.length, 'count'),
        ...counts(lead.lights),
        lead.person === null ? textCell(words.code('gap', 'leadVacant')) : null,
      ]),
    ),
    sheet(
      own.sheets.units,
      [
        head('name'),
        { ...head('kind'), choices: labelsOf('unitKind', words) ?? [] },
        head('leads'),
        count('tasks'),
        count('cooperating'),
        ...lights.map(count),
        count('openProblems'),
      ],
      value.units.map((unit) => [
        textCell(inLang(unit.name, lang)),
        textCell(words.code('unitKind', unit.kind)),
        textCell(
          listed(
            unit.leads.map((post) => posts.get(post) ?? post),
            lang,
          ),
        ),
        numberCell(unit.responsible.length, 'count'),
        numberCell(unit.cooperating.length, 'count'),
        ...counts(unit.lights),
        numberCell(unit.openProblems, 'count'),
      ]),
    ),
    sheet(
      own.sheets.gaps,
      [head('kind'), head('id'), head('name'), head('gap')],
      [
        ...gaps.goalsWithoutTasks.map((goal) => gap('goal', goal.id, inLang(goal.name, lang), 'noTasks')),
        ...gaps.tasksWithoutLead.map((task) => gap('task', task, task, 'noLead')),
        ...gaps.tasksWithoutResponsible.map((task) => gap('task', task, task, 'noResponsible')),
        ...gaps.vacantLeads.map((post) => gap('post', post, inLang(posts.get(post) ?? post, lang), 'leadVacant')),
        ...gaps.unitsWithoutTasks.map((unit) => gap('unit', unit, inLang(unitName.get(unit) ?? unit, lang), 'noTasks')),
        ...gaps.ownersWithoutFeedback.map(({ unit, tasks }) =>
          gap('unit', unit, `${inLang(unitName.get(unit) ?? unit, lang)} (${tasks.join(', ')})`, 'noFeedback'),
        ),
      ],
    ),
  ]
}
