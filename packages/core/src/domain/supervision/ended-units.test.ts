import { expect, it } from 'vitest'
import { coreSlices } from '../../core-slices.ts'
import { historyOf } from '../../testing/histories.ts'
import { office, system } from '../../testing/moves/people.ts'
import { prelude } from '../../testing/moves/prelude.ts'

it('R1: a run that speaks of a day before a unit ended, entered after it, reminds nobody who has ended', () => {
  const late = { title: '载体建设', goal: 'G-1', responsible: 'U-A', schedule: { from: '2026-01-06', due: '2026-01-20' } }
  const { events, steps } = historyOf(coreSlices, [
    ...prelude,
    { command: 'task.register', actor: office, on: '2026-01-06', input: { task: 'T-4', ...late } },
    { command: 'unit.split', actor: office, on: '2026-02-04', input: { unit: 'U-A', into: ['U-B'], rest: 'U-B' } },
    { command: 'supervision.run', actor: system, on: '2026-02-01', input: {} },
  ])
  expect(steps.at(-1)?.result).not.toHaveProperty('refusal')
  const reminded = events.flatMap((event) => (event.type === 'reminder.issued' ? (event.data as { unit: string }).unit : []))
  expect(reminded).not.toContain('U-A')
})
