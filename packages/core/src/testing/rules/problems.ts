import type { District } from '../../domain/state.ts'
import type { Recorded } from '../../engine/event.ts'
import { type CoreEvent, tell } from '../chronicle.ts'
import { must } from '../difference.ts'
import type { LegalHistory } from '../legal-history.ts'

const at = (event: Recorded) => `position ${event.position}: ${event.type}`

/** R6: closings rest on evidence, another unit verifies, the office's own a leader, and what goes back has a reason. */
export function closingsAreVerifiedByOthers({ events }: LegalHistory): void {
  const states: Readonly<Record<string, string>> = {
    'closing.approved': 'requested',
    'closing.withdrawn': 'requested',
    'closing.returned': 'requested',
    'closing.revoked': 'approved',
  }
  tell(events, {
    before(event, { closings, tasks, units }) {
      const { type, data, actor } = event
      if (type === 'closing.requested') {
        must(data.evidence.length > 0, `${at(event)} without evidence`)
        const waits = [...closings.values()].some(
          (one) => one.state === 'requested' && JSON.stringify(one.subject) === JSON.stringify(data.subject),
        )
        must(!waits, `${at(event)} of what waits already`)
      }
      if (type in states) {
        const closing = closings.get((data as { closing: string }).closing)
        must(closing?.state === states[type], `${at(event)} of a closing that is ${closing?.state}`)
        if (type === 'closing.approved' || type === 'closing.returned') {
          must(closing?.unit !== actor.unit, `${at(event)} by ${actor.unit}, which asked for it`)
          const leads = actor.roles.some((role) => role === 'leader' || role === 'leadership')
          must(leads || units.get(closing?.unit ?? '')?.kind !== 'office', `${at(event)} of what the office asked for, by ${actor.roles}`)
        }
      }
      if (type === 'closing.returned' || type === 'closing.revoked') must(Boolean(data.reason), `${at(event)} without a reason`)
      if (type === 'milestone.confirmed' && event.command.name === 'milestone.confirm')
        must(tasks.get(data.task)?.responsible !== actor.unit, `${at(event)} by ${actor.unit}, which answers for the task`)
    },
  })
}

const edges: Readonly<Record<string, readonly string[]>> = {
  raised: ['coordinated', 'resolved', 'withdrawn'],
  coordinated: ['raised', 'resolved', 'withdrawn'],
  resolved: ['closing'],
  closing: ['closed', 'resolved'],
  closed: ['raised'],
  withdrawn: [],
}

/** R7: states of a problem, and consent to what is withdrawn after a decision. */
export function problemsFollowTheEdges({ events }: LegalHistory): void {
  const was = new Map<string, string>()
  tell(events, {
    before(event, { problems, coordinations }) {
      const { type, data, actor } = event
      const state = type.startsWith('problem.') ? problems.get((data as { problem: string }).problem)?.state : undefined
      if (type === 'problem.resolved' || type === 'problem.withdrawn' || type === 'problem.escalated')
        must(state === 'raised' || state === 'coordinated', `${at(event)} of a problem ${state}`)
      if (type === 'problem.withdrawn' && state === 'coordinated') {
        const deciders = [...coordinations.values()].flatMap((one) => (one.problem === data.problem && !one.rescinded ? one.person : []))
        must(
          actor.roles.includes('leadership') || deciders.every((one) => one === actor.person),
          `${at(event)} by ${actor.person}; ${deciders} decided`,
        )
      }
      if (type === 'coordination.decided') {
        const now = problems.get(data.problem)?.state
        must(now === 'raised' || now === 'coordinated', `${at(event)} on a problem ${now}`)
        must(
          data.items.every((item) => item.due >= event.on),
          `${at(event)} is due before it was decided`,
        )
      }
      if (type === 'coordination.rescinded') {
        const others = [...coordinations].some(([id, one]) => id !== data.coordination && one.problem === data.problem && !one.rescinded)
        must(coordinations.get(data.coordination)?.rescinded === false, `${at(event)} twice`)
        must(data.reopens === (!others && problems.get(data.problem)?.state === 'coordinated'), `${at(event)}: reopens is ${data.reopens}`)
      }
    },
    after(event, { problems }) {
      for (const [id, { state }] of problems) {
        const before = was.get(id)
        must(
          before === state || (before === undefined ? state === 'raised' : edges[before]?.includes(state)) === true,
          `${at(event)}: ${id} goes from ${before} to ${state}`,
        )
        was.set(id, state)
      }
    },
  })
}

/** R11: a measurement is not of a day to come, and a correction keeps what it corrects. */
export function correctionsKeepTheFirstValue({ events, state }: LegalHistory): void {
  const said = new Map<string, { on: string; value: number }[]>()
  for (const event of events as readonly CoreEvent[]) {
    if (event.type !== 'measurement.recorded' && event.type !== 'measurement.corrected') continue
    must(event.on <= event.recordedAt.slice(0, 10), `${at(event)} of ${event.on}, entered ${event.recordedAt}`)
    const { measurement, value } = event.data
    said.set(measurement, [...(said.get(measurement) ?? []), { on: event.on, value }])
  }
  const { measurements } = state.tables as unknown as District
  must(measurements.size === said.size, `${measurements.size} measurements are kept of ${said.size}`)
  for (const [id, values] of said) {
    const kept = measurements.get(id)?.values.map(({ on, value }) => ({ on, value }))
    must(
      JSON.stringify(kept) === JSON.stringify(values),
      `${id} was said to be ${JSON.stringify(values)}, and keeps ${JSON.stringify(kept)}`,
    )
  }
}
