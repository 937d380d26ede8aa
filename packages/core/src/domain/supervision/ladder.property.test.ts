import fc from 'fast-check'
import { expect, it } from 'vitest'
import { basis, mayor, smallDistrict, tablesOf } from '../../testing/small-district.ts'
import { addDays, daysBetween } from '../days.ts'
import { consequences } from './events.ts'
import { reachedBy, type Step } from './ladder.ts'

const unit = '住建局'
const proof = [{ title: '照片' }]

/** What takes each step, as a person does it. Reminders are there already, as a run would issue them. */
const inputs = (n: number, on: string): Readonly<Record<string, readonly [command: string, input: object]>> => ({
  circular: ['circular.issue', { circular: `c${n}`, kind: 'criticism', units: [unit], title: '通报', content: '进度滞后' }],
  interview: ['interview.hold', { interview: `i${n}`, unit, reason: '进度滞后' }],
  listing: ['listing.place', { listing: `l${n}`, unit, reason: '进度滞后', due: on }],
  accountability: ['accountability.open', { accountability: `a${n}`, unit, cause: '失职' }],
})
const reminder = (n: number, kind: string, on: string) => ({
  reminder: `r${n}`,
  unit,
  kind,
  period: kind === 'urge' ? on : on.slice(0, 7),
  duties: [{ duty: 'taskDue' }],
  missed: [],
  replyBy: on,
  byHand: false,
})

it('R16: over any ladder and history, a step is passed over only for a reason, and what befell a unit counts so many days back', () => {
  const taken = fc.record({ step: fc.constantFrom(...consequences), days: fc.nat(40), reason: fc.boolean(), praise: fc.nat(9) })
  fc.assert(
    fc.property(
      fc.shuffledSubarray([...consequences], { minLength: 1 }),
      fc.integer({ min: 1, max: 120 }),
      fc.array(taken, { minLength: 1, maxLength: 25 }),
      (ladder, ladderDays, all) => {
        const given = smallDistrict().given('rulebook.adopt', { rulebook: 'RB-1', name: '规则', ladder, ladderDays }, { actor: mayor })
        const happened: { step: Step; on: string }[] = []
        let on = '2026-01-05'
        all.forEach(({ step, days, reason, praise }, n) => {
          on = addDays(on, days)
          if (praise === 0)
            given.given('circular.issue', { ...inputs(n, on).circular?.[1], circular: `p${n}`, kind: 'praise' }, { on, actor: mayor })
          const counted = happened.filter((one) => daysBetween(one.on, on) <= ladderDays)
          const [command, input] = inputs(n, on)[step] ?? []
          if (command === undefined) {
            given.happened('reminder.issued', reminder(n, step === 'urge' ? 'urge' : 'monthly', on), { on })
            happened.push({ step, on })
          } else {
            const height = Math.max(-1, ...counted.map((one) => ladder.indexOf(one.step)))
            const skipped = ladder.includes(step) ? ladder.filter((_, i) => i > height && i < ladder.indexOf(step)) : []
            const result = given.when(command, { ...input, ...(reason && { skipReason: '情节严重' }) }, { on, actor: mayor, basis })
            const refusal = { code: 'skipsSteps', rule: 'R16', unit, step, skipped }
            if (skipped.length > 0 && !reason) expect(result).toEqual({ accepted: false, refusal })
            else {
              expect(result.accepted).toBe(true)
              happened.push({ step, on })
              // Lifted, it is still a step that was taken.
              if (step === 'listing') given.given('listing.lift', { listing: `l${n}`, result: '已完成', evidence: proof }, { basis })
            }
          }
          const now = happened.filter((one) => daysBetween(one.on, on) <= ladderDays)
          const counts = Object.fromEntries(reachedBy(tablesOf(given), unit, on).map((one) => [one.step, one.count]))
          expect(counts).toEqual(Object.fromEntries(now.map(({ step: s }) => [s, now.filter((one) => one.step === s).length])))
        })
      },
    ),
    { numRuns: 100 * Number(process.env.BIHUAN_RUNS ?? 1) },
  )
})
