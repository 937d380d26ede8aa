import type { District } from '@bihuan/core'
import type { Seen } from './folder.ts'

/** Two days of the golden history: amid the year, and its last. */
const days = ['2022-08-31', '2023-01-19']

/** Options of the views that ask for some. */
const options: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  thread: { task: 'road-microcirculation' },
  scorecard: { round: '2022-Q2', unit: 'housing' },
  leagueTable: { round: '2022-Q2' },
  backtest: { scheme: 'assessment-2022', from: '2022-01-01', to: '2022-03-31' },
  changes: { from: '2022-06-30' },
  dossier: { unit: 'housing' },
  agenda: { month: '2022-09' },
}

/** How every view of the core is asked for in a golden log. */
export const asked = ({ machine }: Pick<District, 'machine'>): readonly Omit<Seen, 'value'>[] =>
  days.flatMap((on) => [...machine.views.keys()].map((view) => ({ view, options: { ...options[view], on } })))
