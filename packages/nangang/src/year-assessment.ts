import { departments, discipline, head, of, office } from './organisation.ts'
import type { Dice } from './random.ts'
import { firstScheme, secondScheme } from './schemes.ts'
import type { Script } from './script.ts'
import type { Named } from './types.ts'
import { merger } from './year-task.ts'

const t = (zh: string, en: string): Named => ({ zh, en })
const meeting = { basis: { kind: 'meeting' as const, title: '区委常委会会议' } }

/** Members of the committee who judge as a panel, and who decide appeals. */
const judges = ['p-judge-1', 'p-judge-2'].map((person) => ({ person, unit: 'district-committee', roles: ['committee'] }))
const committee = { person: 'p-committee', unit: 'district-committee', roles: ['committee'] }

interface RoundPlan {
  readonly round: string
  readonly name: Named
  readonly kind: 'quarterly' | 'annual'
  readonly period: { readonly from: string; readonly to: string }
  readonly scheme: string
  readonly opened: string
  readonly scored: string
  readonly published: string
}

const rounds: readonly RoundPlan[] = [
  {
    round: '2022-Q1',
    name: t('2022年一季度考核', 'Assessment, first quarter of 2022'),
    kind: 'quarterly',
    period: { from: '2022-01-01', to: '2022-03-31' },
    scheme: 'assessment-2022',
    opened: '2022-04-06',
    scored: '2022-04-12',
    published: '2022-04-22',
  },
  {
    round: '2022-Q2',
    name: t('2022年二季度考核', 'Assessment, second quarter of 2022'),
    kind: 'quarterly',
    period: { from: '2022-04-01', to: '2022-06-30' },
    scheme: 'assessment-2022',
    // Opened before the second scheme was adopted, so that it goes by the first.
    opened: '2022-06-28',
    scored: '2022-07-11',
    published: '2022-07-22',
  },
  {
    round: '2022-Q3',
    name: t('2022年三季度考核', 'Assessment, third quarter of 2022'),
    kind: 'quarterly',
    period: { from: '2022-07-01', to: '2022-09-30' },
    scheme: 'assessment-2022-h2',
    opened: '2022-10-08',
    scored: '2022-10-12',
    published: '2022-10-21',
  },
  {
    round: '2022-annual',
    name: t('2022年度考核', 'Assessment of the year 2022'),
    kind: 'annual',
    period: { from: '2022-01-01', to: '2022-12-31' },
    scheme: 'assessment-2022-h2',
    opened: '2022-12-26',
    scored: '2023-01-09',
    published: '2023-01-18',
  },
]

/** Units that the panel knows as quick or slow; the others lie between. */
const known: Readonly<Record<string, number>> = { 'science-tech': 92, education: 90, petitions: 88, 'urban-management': 68, commerce: 71 }

/** Schemes, day-to-day marks, four rounds with panels, two appeals, publication. */
export function assessment(to: Script, dice: Dice): void {
  to.add('2022-01-19', head, 'scheme.adopt', firstScheme, meeting)
  to.add('2022-06-30', head, 'scheme.adopt', secondScheme, meeting)
  to.add('2022-02-10', head, 'rule.adopt', {
    rule: '2022-interviews',
    scheme: 'assessment-2022',
    name: t('约谈扣分', 'Interviews held'),
    kind: 'deduction',
    measure: { metric: 'interviews' },
    formula: { form: 'each', points: 1, free: 0 },
    worth: firstScheme.groups.map(({ group }) => ({ group, points: 3 })),
  })
  to.add('2022-05-10', head, 'rule.repeal', { rule: '2022-interviews', reason: t('与通报批评重复', 'It counted the same twice') })
  marks(to)
  for (const plan of rounds) roundOf(to, dice, plan)
  appeals(to)
}

function roundOf(to: Script, dice: Dice, { scored, published, opened, ...input }: RoundPlan): void {
  to.add(opened, office, 'round.open', input)
  const panel = input.scheme === 'assessment-2022' ? '2022-panel' : '2022b-panel'
  const units = [...departments.map(([id]) => id), 'wanggang-town', 'hongqi-manchu-township']
  for (const unit of units) {
    if (unit === merger.from && input.period.to >= merger.on) continue
    judges.forEach((judge, i) => {
      if (input.kind === 'quarterly' && i > 0) return
      const points = Math.min(100, (known[unit] ?? 80) + dice.between(-4, 6))
      to.add(scored, judge, 'panelScore.give', {
        panelScore: `${input.round}.${unit}.${i + 1}`,
        round: input.round,
        rule: panel,
        unit,
        points,
      })
    })
  }
  to.add(scored, office, 'round.score', { round: input.round })
  to.add(published, committee, 'result.publish', { round: input.round }, meeting)
}

/** One upheld, one dismissed. */
function appeals(to: Script): void {
  to.add('2022-04-14', of('housing'), 'appeal.file', {
    appeal: 'appeal-q1-housing',
    round: '2022-Q1',
    rule: '2022-feedback',
    reason: t('系统切换当日的反馈未计入', 'Reports of the day on which systems changed were not counted'),
    evidence: [{ title: '系统切换通知' }],
  })
  to.add('2022-04-19', committee, 'appeal.decide', {
    appeal: 'appeal-q1-housing',
    upheld: true,
    points: 1.5,
    reason: t('情况属实，补计得分', 'It is true; the points are added'),
  })
  to.add('2022-10-13', of('commerce'), 'appeal.file', {
    appeal: 'appeal-q3-commerce',
    round: '2022-Q3',
    reason: t('认为机构合并影响考核', 'The merger should be considered'),
  })
  to.add('2022-10-18', committee, 'appeal.decide', {
    appeal: 'appeal-q3-commerce',
    upheld: false,
    reason: t('办法未作例外规定', 'The scheme makes no exception'),
  })
}

function marks(to: Script): void {
  const given: readonly (readonly [day: string, unit: string, points: number, reason: Named])[] = [
    ['2022-02-24', 'science-tech', 2, t('创新载体经验获市级推广', 'The city took up its work on carriers')],
    ['2022-03-18', 'urban-management', -1, t('督查发现扬尘管控不力', 'Dust was not kept down')],
    ['2022-05-12', 'education', 2, t('“双减”工作获省级通报表扬', 'The province praised it')],
    ['2022-06-09', 'petitions', 1.5, t('化解积案成效明显', 'Old cases were settled')],
    ['2022-08-17', 'health', 3, t('疫情防控应急处置有力', 'It acted quickly')],
    ['2022-09-21', 'commerce', -0.5, t('材料报送不规范', 'Papers were not in order')],
    ['2022-11-16', 'human-resources', 1, t('就业服务进社区', 'It brought services to communities')],
  ]
  given.forEach(([day, unit, points, reason], i) => {
    to.add(day, points < 0 ? discipline : office, 'mark.give', { mark: `mark-${i + 1}`, unit, points, reason })
  })
}
