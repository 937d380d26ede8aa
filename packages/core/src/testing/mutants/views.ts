import { latest } from '../../engine/history.ts'
import type { AnyView } from '../../engine/slice.ts'
import type { Column, FlatTable } from '../../engine/view.ts'
import { coreViews } from '../../views/index.ts'
import type { viewLaws } from '../view-laws.ts'
import { type Mutants, showing } from './wrapping.ts'

/** The ledger with another table. */
const tabled = (change: (table: FlatTable, value: { readonly rows: readonly object[] }) => unknown): { readonly ledger: AnyView } => {
  const { ledger } = coreViews
  type Value = ReturnType<typeof ledger.compute>
  return {
    ledger: { ...ledger, table: (value: Value, lang: 'zh' | 'en') => change(ledger.table(value, lang), value) } as unknown as AnyView,
  }
}
const more: Column = { key: 'more', kind: 'text' }

let asked = 0
let lastLedger: unknown

/** What the laws of views have to catch. */
export const viewMutants: Readonly<Record<keyof typeof viewLaws, Mutants>> = {
  'on day D is the naive fold of what holds by then': [
    {
      breaks: 'the ledger shows the stage that tasks have now instead of that on the day',
      says: /the fold on the day and the view differ: ledger.*stage/,
      views: showing('ledger', (value, { tasks }) => ({
        ...value,
        rows: value.rows.map((row) => {
          const task = tasks.get(row.task)
          return { ...row, stage: task ? latest(task.stages).stage : row.stage }
        }),
      })),
    },
    {
      breaks: 'the board counts measurements of days to come',
      says: /the fold on the day and the view differ: indicatorBoard/,
      views: showing('indicatorBoard', (value, { measurements }) => ({ ...value, measured: measurements.size })),
    },
    {
      breaks: 'the wall shows a problem that was entered first instead of first by day',
      says: /the fold on the day and the view differ: wallChart/,
      views: showing('wallChart', (value, { problems }) => ({ ...value, first: [...problems.values()][0]?.id ?? null })),
    },
  ],
  'is JSON of its own shape': [
    {
      breaks: 'the ledger has a member that is undefined',
      says: /not JSON: ledger.*note/,
      views: showing('ledger', (value) => ({ ...value, note: undefined })),
    },
    {
      breaks: 'the board has a rate that is not a number',
      says: /not JSON: indicatorBoard.*rate/,
      views: showing('indicatorBoard', (value) => ({ ...value, rate: Number.NaN })),
    },
    {
      breaks: 'the ledger has a member that its shape does not know',
      says: /does not have its own shape/,
      views: showing('ledger', (value) => ({ ...value, more: 1 })),
    },
  ],
  'has a table of its columns': [
    {
      breaks: 'a column has no cells',
      says: /a row has .*, the columns are .*more/,
      views: tabled((table) => ({ ...table, columns: [...table.columns, more] })),
    },
    {
      breaks: 'a cell has no column',
      says: /a row has .*more, the columns are/,
      views: tabled((table) => ({ ...table, rows: table.rows.map((row) => ({ ...row, more: '' })) })),
    },
    {
      breaks: 'a column stands twice',
      says: /a column stands twice/,
      views: tabled((table) => ({ ...table, columns: [...table.columns, ...table.columns.slice(0, 1)] })),
    },
    {
      breaks: 'a text is a number',
      says: /task \(id\) is 7/,
      views: tabled((table) => ({ ...table, rows: table.rows.map((row) => ({ ...row, task: 7 })) })),
    },
    {
      breaks: 'a cell is an object: both languages instead of one',
      says: /title \(text\) is \{/,
      views: tabled((table) => ({ ...table, rows: table.rows.map((row) => ({ ...row, title: { zh: '一', en: 'One' } })) })),
    },
    {
      breaks: 'making the table sorts the value',
      says: /read only|read-only/,
      views: tabled((table, value) => {
        ;(value.rows as object[]).sort()
        return table
      }),
    },
  ],
  'shares nothing with the state': [
    {
      breaks: 'the ledger hands out the facts that a task is made of',
      says: /ledger.*measures is an object of the state/,
      views: showing('ledger', (value, { tasks }) => ({
        ...value,
        rows: value.rows.map((row) => {
          const task = tasks.get(row.task)
          return { ...row, measures: task ? latest(task.facts).measures : [] }
        }),
      })),
    },
  ],
  'depends on nothing but state, day and options': [
    {
      breaks: 'the ledger reads the clock',
      says: /asks for the time/,
      views: showing('ledger', (value) => ({ ...value, made: new Date().getFullYear() })),
    },
    {
      breaks: 'the ledger throws dice',
      says: /asks for a random number/,
      views: showing('ledger', (value) => ({ ...value, lot: Math.random() < 2 })),
    },
    {
      breaks: 'the ledger counts how often it was asked for',
      says: /asked twice, it differs: ledger.*asked/,
      views: showing('ledger', (value) => ({ ...value, asked: ++asked })),
    },
    {
      breaks: 'the ledger keeps what it returned and returns it again',
      says: /asked twice, it gives the same object/,
      views: showing('ledger', (value) => {
        if (JSON.stringify(lastLedger) !== JSON.stringify(value)) lastLedger = value
        return lastLedger
      }),
    },
    {
      breaks: 'the ledger sorts the milestones of the state',
      says: /read only|read-only/,
      views: showing('ledger', (value, { tasks }) => {
        for (const { milestones } of tasks.values()) (milestones as object[]).reverse()
        return value
      }),
    },
  ],
}
