import { checklist } from './checklist.ts'
import { departments, head, institutions, leads, office, unitsOf } from './organisation.ts'
import { type Script, script } from './script.ts'
import { gaps, phases, taskTable } from './tasks.ts'
import type { AnyStep, ChecklistItem, Named } from './types.ts'

/** The "1123" strategy as commands: organisation, plans, goals, ledger, indicators, figures, policies and mechanisms. */

const items = new Map(checklist.map((item) => [item.id, item]))
const named = ({ zh, en }: Named): Named => ({ zh, en })
const of = (kind: ChecklistItem['kind'], ...roles: (string | undefined)[]) =>
  checklist.filter((item) => item.kind === kind && (roles.length === 0 || roles.includes(item.role)))
const source: Named = { zh: '关于南岗区实施“1123”战略的报道', en: 'Newspaper article on Nangang’s “1123” strategy' }
const opening = '2022-01-04'

function organise(to: Script): void {
  for (const [id, [kind, level]] of Object.entries(institutions))
    to.add(opening, office, 'unit.establish', { unit: id, name: named(items.get(id) as ChecklistItem), kind, level }, { items: [id] })
  for (const [unit, zh, en] of departments)
    to.add(opening, office, 'unit.establish', {
      unit,
      name: { zh, en },
      kind: 'department',
      level: 'district',
      parent: 'responsible-departments',
      illustrative: true,
    })
  const post = (id: string, title: Named, rank: 'head' | 'leader', unit: string, covers: readonly string[] = []) =>
    to.add(
      opening,
      office,
      'officer.appoint',
      { post: id, title, unit, rank, person: `p-${id}`, illustrative: true },
      covers.length > 0 ? { items: covers } : {},
    )
  post('party-government-heads', named(items.get('party-government-heads') as ChecklistItem), 'head', 'district-committee', [
    'party-government-heads',
  ])
  post('leaders-in-charge', named(items.get('leaders-in-charge') as ChecklistItem), 'leader', 'district-government', ['leaders-in-charge'])
  post('district-leaders', named(items.get('district-leaders') as ChecklistItem), 'leader', 'district-government', ['district-leaders'])
  for (const [id, title] of leads) post(id, title, 'leader', 'district-government')
}

/** An earlier, made-up strategy that this one takes the place of. */
function predecessor(to: Script): void {
  to.add(opening, head, 'strategy.adopt', {
    strategy: 'nangang-2021',
    name: { zh: '2021年度重点工作（示例）', en: 'Key work of 2021 (illustrative)' },
    period: { from: '2021-01-01', to: '2021-12-31' },
    levels: [{ zh: '板块', en: 'Field' }],
    illustrative: true,
  })
  to.add(opening, office, 'goal.set', {
    goal: 'carry-over-2021',
    strategy: 'nangang-2021',
    name: { zh: '上年结转事项（示例）', en: 'Carried over from last year (illustrative)' },
  })
}

function adopt(to: Script): void {
  for (const plan of of('policy', 'superiorPlan'))
    to.add(
      opening,
      office,
      'superiorPlan.register',
      { plan: plan.id, name: named(plan), level: plan.level === 'province' ? 'province' : 'city' },
      { items: [plan.id] },
    )
  const principles = of('policy', 'principle')
  const positioning = of('goal', 'positioning')
  const visions = of('goal', 'vision')
  const join = (lang: 'zh' | 'en', mark: string) => visions.map((item) => item[lang]).join(mark)
  to.add(
    opening,
    head,
    'strategy.adopt',
    {
      strategy: 'nangang-1123',
      name: named(items.get('nangang-1123') as ChecklistItem),
      period: { from: '2022-01-01', to: '2026-12-31' },
      levels: [
        { zh: '类', en: 'Group' },
        { zh: '区、体系', en: 'Zone or system' },
        { zh: '专项', en: 'Field' },
      ],
      vision: { zh: join('zh', '；'), en: join('en', '; ') },
      positioning: positioning.map(named),
      principles: principles.map(named),
      supersedes: 'nangang-2021',
      illustrative: true,
    },
    { items: ['nangang-1123', ...[...principles, ...positioning, ...visions].map((item) => item.id)] },
  )
  const goals = checklist.filter((item) => item.kind === 'goal' && (item.role === undefined || item.role === 'group'))
  goals.forEach((goal, order) => {
    const top = goal.parent === 'nangang-1123'
    to.add(
      opening,
      office,
      'goal.set',
      {
        goal: goal.id,
        strategy: 'nangang-1123',
        name: named(goal),
        order,
        ...(!top && goal.parent !== undefined && { parent: goal.parent }),
      },
      { items: [goal.id] },
    )
  })
  for (const plan of ['city-seven-metropolises', 'province-five-firsts', 'city-15th-party-congress'])
    for (const goal of ['five-zones', 'four-systems']) to.add(opening, office, 'goal.align', { goal, to: { plan } })
  for (const [id, , portfolio] of leads)
    to.add('2022-01-05', office, 'portfolio.assign', { post: id, units: [...unitsOf(id)], goals: [...portfolio] })
}

/** Days of 2022 spread evenly over a schedule; the last is its due date. */
export function spread(from: string, due: string, count: number): readonly string[] {
  const start = Date.parse(from)
  const step = (Date.parse(due) - start) / count
  return Array.from({ length: count }, (_, i) => new Date(start + step * (i + 1)).toISOString().slice(0, 10))
}

const quarters: readonly (readonly [due: string, zh: string, en: string])[] = [
  ['2022-03-31', '一季度工作完成', 'First quarter done'],
  ['2022-06-30', '二季度工作完成', 'Second quarter done'],
  ['2022-09-30', '三季度工作完成', 'Third quarter done'],
  ['2022-12-31', '四季度工作完成', 'Fourth quarter done'],
]

function register(to: Script): void {
  for (const [id, responsible, cooperating, kind, start, end, yuan, zh, en] of taskTable) {
    const item = items.get(id) as ChecklistItem
    const from = `2022-${start}`
    const due = `2022-${end}`
    const standing = item.standing === true
    const days = spread(from, due, phases[kind].length)
    const milestones = standing
      ? quarters.map(([day, title, english], i) => ({ milestone: `Q${i + 1}`, title: { zh: title, en: english }, due: day, weight: 1 }))
      : phases[kind].map(([title, english, weight], i) => ({
          milestone: `M${i + 1}`,
          title: { zh: title, en: english },
          due: days[i] as string,
          weight,
        }))
    const gap = gaps[id]
    to.add(
      '2022-01-06',
      office,
      'task.register',
      {
        task: id,
        title: named(item),
        goal: item.parent as string,
        class: kind,
        ambition: item.ambition === 'plan' || item.ambition === 'start' || item.ambition === 'complete' ? item.ambition : 'advance',
        standing,
        ...(gap !== 'content' && { content: { zh, en } }),
        ...(gap !== 'funding' && {
          funding:
            yuan === 0
              ? { source: { zh: '部门预算', en: 'Department budget' } }
              : { amount: String(yuan), source: { zh: '区级财政与专项资金', en: 'District budget and special funds' } },
        }),
        schedule: { from, due },
        ...(gap !== 'lead' && { lead: leadFor(responsible) }),
        responsible,
        cooperating: [...cooperating],
        milestones,
        measuredBy: standing ? 'milestones' : 'reported',
        illustrative: true,
      },
      { items: [id] },
    )
  }
}

const leadFor = (unit: string): string => leads.find(([id]) => unitsOf(id).includes(unit))?.[0] ?? 'lead-executive'

function measure(to: Script): void {
  const day = '2022-01-07'
  for (const item of of('indicator')) {
    const { figure, id } = item
    if (!figure) continue
    const unit = units[figure.unit] ?? { zh: figure.unit, en: figure.unit }
    const owner = items.get(item.parent as string) as ChecklistItem
    if (figure.role === 'target' || figure.role === 'trend') {
      const baseline = baselines[id]
      const target = figure.role === 'trend' ? undefined : Number(figure.value)
      to.add(
        day,
        office,
        'indicator.define',
        {
          indicator: id,
          name: named(item),
          owner: owner.kind === 'goal' ? { goal: owner.id } : { task: owner.id },
          unit,
          direction: figure.direction === 'atMost' ? 'atMost' : 'atLeast',
          aggregation: 'last',
          ...(baseline !== undefined && { baseline }),
          ...(target !== undefined && { target, due: '2022-12-31' }),
          illustrative: true,
        },
        { items: [id] },
      )
    } else {
      const goal =
        owner.kind === 'goal' ? owner.id : owner.kind === 'task' ? owner.parent : owner.id === 'pengbo-puhua' ? owner.parent : undefined
      const value = figure.value === '1/3' ? 33.33 : Number(figure.value)
      const about = owner.kind === 'institution' ? { zh: `${owner.zh}：${item.zh}`, en: `${owner.en}: ${item.en}` } : named(item)
      to.add(
        day,
        office,
        'figure.record',
        {
          figure: id,
          name: about,
          ...(goal !== undefined && { goal }),
          value,
          unit,
          qualifier: figure.qualifier === 'moreThan' ? 'moreThan' : figure.qualifier === 'about' ? 'about' : 'exact',
          source,
        },
        { items: [id] },
      )
    }
  }
}

const units: Readonly<Record<string, Named>> = {
  min: { zh: '分钟', en: 'min' },
  count: { zh: '个', en: 'count' },
  firm: { zh: '户', en: 'firms' },
  'share of city': { zh: '占全市%', en: '% of the city' },
  '% year on year': { zh: '同比%', en: '% year on year' },
  '%': { zh: '%', en: '%' },
  '× baseline': { zh: '倍', en: '× baseline' },
  aspect: { zh: '方面', en: 'aspects' },
  measure: { zh: '项', en: 'measures' },
}

/** Where the article names a target only, a made-up value to start from. */
const baselines: Readonly<Record<string, number>> = {
  'innovation-circle-minutes': 18,
  'market-entities-multiple': 1,
  'public-kindergarten-share': 41,
  'preschool-enrolment': 84,
  'fitness-circle-minutes': 20,
  'unemployment-rate': 4.9,
}

const policyKinds: Readonly<Record<string, 'plan' | 'regulation' | 'measure' | 'scheme' | 'principle'>> = {
  'innovation-corridor-plan': 'plan',
  'park-per-village': 'principle',
  'one-river-one-policy': 'measure',
  'double-reduction-policy': 'regulation',
  fengqiao: 'principle',
  'policy-measures': 'measure',
  'industry-plan': 'plan',
  'investment-assessment': 'scheme',
  'incentive-assessment': 'scheme',
  'assessment-scheme': 'scheme',
  'assessment-rules': 'scheme',
}

/** Goals that a policy without one in the article supports: an assumption, so that readiness has something to read. */
const supports: Readonly<Record<string, readonly string[]>> = {
  'industry-plan': ['high-end-industry', 'consumer-leading'],
  'investment-assessment': ['five-zones'],
  'incentive-assessment': ['reform-model', 'social-security'],
}

function legislate(to: Script): void {
  const day = '2022-01-10'
  for (const item of of('policy', undefined)) {
    const goal = items.get(item.parent ?? '')?.kind === 'goal' ? [item.parent as string] : []
    to.add(
      day,
      office,
      'policy.issue',
      {
        policy: item.id,
        name: named(item),
        kind: policyKinds[item.id] ?? 'measure',
        issuer: 'promotion-office',
        goals: [...goal, ...(supports[item.id] ?? [])],
        illustrative: true,
      },
      { items: [item.id] },
    )
  }
  const mechanisms = of('mechanism')
  const isRoot = (item: ChecklistItem) => items.get(item.parent ?? '')?.kind !== 'mechanism' || item.parent === 'four-frames'
  const below = (id: string): readonly ChecklistItem[] =>
    mechanisms.filter((item) => item.parent === id && !isRoot(item)).flatMap((item) => [item, ...below(item.id)])
  for (const root of mechanisms.filter(isRoot)) {
    const parts = below(root.id)
    const goal = items.get(root.parent ?? '')?.kind === 'goal' ? [root.parent as string] : []
    const measures = parts.map((part) => ({
      measure: part.id,
      name: named(part),
      aspect: named(items.get(part.parent as string) as ChecklistItem),
      state: 'inForce' as const,
    }))
    to.add(
      day,
      office,
      'policy.issue',
      { policy: root.id, name: named(root), kind: 'mechanism', issuer: 'promotion-office', goals: goal, measures },
      { items: [root.id, ...parts.map((part) => part.id)] },
    )
  }
}

function build(): readonly AnyStep[] {
  const to = script('f')
  organise(to)
  predecessor(to)
  adopt(to)
  register(to)
  measure(to)
  legislate(to)
  return to.steps()
}

export const foundation: readonly AnyStep[] = build()
