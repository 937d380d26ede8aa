import type { Scenario } from './scenario.ts'
import { mayor, office, started } from './small-district.ts'

/** A scheme of one group of departments, worth 100: 60 by daily marks, 40 by a panel; a bonus and a deduction stand outside. */
export const committee = { person: 'p-committee', unit: '区政府', roles: ['committee'] }

export const rules = [
  {
    rule: 'marks',
    name: '日常得分',
    kind: 'base',
    measure: { metric: 'dailyMarks' },
    formula: { form: 'linear', zero: 0, full: 10 },
    worth: [{ group: 'departments', points: 60 }],
  },
  {
    rule: 'panel',
    name: '领导评价',
    kind: 'base',
    measure: { panel: '评审组' },
    formula: { form: 'linear', zero: 0, full: 100 },
    worth: [{ group: 'departments', points: 40 }],
  },
  {
    rule: 'praise',
    name: '通报表扬',
    kind: 'bonus',
    measure: { metric: 'circularsPraising' },
    formula: { form: 'each', points: 2, free: 0 },
    worth: [{ group: 'departments', points: 10 }],
  },
  {
    rule: 'untrue',
    name: '虚报',
    kind: 'deduction',
    measure: { metric: 'reportsDisputed' },
    formula: { form: 'each', points: 3, free: 0 },
    worth: [{ group: 'departments', points: 9 }],
  },
] as const

export const terms = {
  scheme: 'SC',
  name: '年度考核办法',
  groups: [{ group: 'departments', name: '部门', fullMarks: 100, units: ['住建局', '发改局'] }],
  grades: [
    { grade: 'A', name: '优秀', from: 90 },
    { grade: 'B', name: '良好', from: 75 },
    { grade: 'C', name: '一般', from: 0 },
  ],
}

export const period = { from: '2026-01-01', to: '2026-03-31' }
export const opening = { round: 'RO', scheme: 'SC', name: '一季度', kind: 'quarterly', period } as const

/** The scheme with its rules, on 2026-01-15. */
export const adopted = (): Scenario => started().given('scheme.adopt', { ...terms, rules }, { on: '2026-01-15', actor: mayor })
/** On 2026-01-20. */
export const opened = (): Scenario => adopted().given('round.open', opening, { on: '2026-01-20', actor: office })

export const mark = (given: Scenario, id: string, points: number, unit = '住建局', on = '2026-02-01'): Scenario =>
  given.given('mark.give', { mark: id, unit, points, reason: '日常' }, { on, actor: office })
export const panel = (given: Scenario, id: string, unit: string, points: number, on = '2026-04-01', actor = committee): Scenario =>
  given.given('panelScore.give', { panelScore: id, round: 'RO', rule: 'panel', unit, points }, { on, actor })

/** 住建局 has 8 marks, both have been judged by the panel on 2026-04-01: 48 + 36 = 84, 0 + 20 = 20. */
export const judged = (): Scenario => panel(panel(mark(opened(), 'MK', 8), 'PS-1', '住建局', 90), 'PS-2', '发改局', 50)
/** On Friday 2026-04-10: appeals until Friday 2026-04-17. */
export const scored = (): Scenario => judged().given('round.score', { round: 'RO' }, { on: '2026-04-10', actor: office })
