import { type CoreEvent, isDone, tell } from '../chronicle.ts'
import { must } from '../difference.ts'
import type { LegalHistory } from '../legal-history.ts'
import { eachId } from '../marks.ts'
import type { Told } from '../told.ts'

/** R1: an id is brought in once, and every reference names what was brought in before, on no later day. */
export function idsAreUniqueAndReferencesExist({ machine, events }: LegalHistory): void {
  const born = new Map<string, string>()
  for (const event of events) {
    const at = `position ${event.position}: ${event.type}`
    eachId(machine, event, 'new', (kind, id) => {
      if (born.has(`${kind}:${id}`)) throw new Error(`${at} brings in ${kind}:${id}, which is there already`)
      born.set(`${kind}:${id}`, event.on)
    })
    // A post comes in by its first appointment.
    const appointed = event.type === 'officer.appointed' ? `post:${(event.data as { post: string }).post}` : undefined
    if (appointed !== undefined && !born.has(appointed)) born.set(appointed, event.on)
    eachId(machine, event, 'ref', (kind, id) => {
      const since = born.get(`${kind}:${id}`)
      if (since === undefined) throw new Error(`${at} speaks of ${kind}:${id}, which nothing brought in`)
      if (since > event.on) throw new Error(`${at} on ${event.on} speaks of ${kind}:${id}, which is there from ${since}`)
    })
  }
}

/** R1: no new duty is placed on what has ended. */
export function whatEndedTakesNoDuty({ events }: LegalHistory): void {
  tell(events, {
    before(event, told) {
      const at = `position ${event.position}: ${event.type} places a duty on`
      const { units, goals, tasks } = dutiesIn(event, told)
      for (const unit of units) must(!told.units.get(unit)?.ended, `${at} ${unit}, which has ended`)
      for (const goal of goals) {
        must(!told.goals.get(goal)?.dropped, `${at} ${goal}, which was dropped`)
        must(!told.strategies.get(told.goals.get(goal)?.strategy ?? '')?.superseded, `${at} ${goal}, whose strategy was superseded`)
      }
      for (const task of tasks) must(!['closed', 'cancelled'].includes(told.tasks.get(task)?.stage ?? ''), `${at} ${task}, which has ended`)
    },
  })
}

/** Units, goals and tasks that an event gives something to do which they did not have. */
function dutiesIn(event: CoreEvent, told: Told): { units: readonly string[]; goals: readonly string[]; tasks: readonly string[] } {
  const duties = (
    units: readonly (string | undefined)[],
    goals: readonly (string | undefined)[] = [],
    tasks: readonly (string | undefined)[] = [],
  ) => ({
    units: units.filter((unit) => unit !== undefined),
    goals: goals.filter((goal) => goal !== undefined),
    tasks: tasks.filter((task) => task !== undefined),
  })
  const { type, data } = event
  switch (type) {
    case 'unit.established':
      return duties([data.parent])
    case 'officer.appointed':
      return duties([data.unit])
    case 'portfolio.assigned':
      return duties(data.units, event.command.name === 'portfolio.assign' ? data.goals : [])
    case 'taskForce.formed':
      return duties(data.units, [], data.tasks)
    case 'annualPlan.adopted':
      return duties([], data.goals)
    case 'goal.set':
      return duties([], [data.parent])
    case 'indicator.defined':
      return 'task' in data.owner ? duties([], [], [data.owner.task]) : duties([], [data.owner.goal])
    case 'task.registered':
      return duties([data.responsible, ...data.cooperating], [data.goal, ...data.contributes.map((edge) => edge.goal)])
    case 'task.assigned': {
      const task = told.tasks.get(data.task)
      const had = [task?.responsible, ...(task?.cooperating ?? [])]
      return duties(
        [data.responsible, ...data.cooperating].filter((unit) => !had.includes(unit)),
        [],
        [data.task],
      )
    }
    case 'task.amended':
    case 'task.started':
    case 'extension.requested':
      return duties([], [], [data.task])
    case 'task.transferred':
      return duties([data.to], [], [data.task])
    case 'task.carriedOver':
      return duties([], [data.goal], [data.task])
    case 'problem.raised':
      return duties([data.unit], [], [data.task])
    case 'problem.transferred':
      return duties([data.to], [], told.problems.get(data.problem)?.task === data.task ? [] : [data.task])
    case 'coordination.decided':
      return duties(data.items.map((item) => item.unit))
    case 'coordination.transferred':
      return duties([data.to])
    case 'reminder.issued':
    case 'incentive.granted':
    case 'interview.held':
      return duties([data.unit])
    case 'circular.issued':
      return duties(data.units)
    case 'listing.placed':
      return duties([data.unit], [], data.tasks)
    case 'inspection.held':
      return duties([...data.units, ...data.findings.map((one) => one.unit)])
    default:
      return duties([])
  }
}

/** R2: goals form a tree within one strategy, no deeper than its levels, and no circle also across alignments. */
export function goalsFormATree({ events }: LegalHistory): void {
  tell(events, {
    after(event, { goals, strategies }) {
      if (!event.type.startsWith('goal.')) return
      const at = `after position ${event.position}`
      for (const [id, goal] of goals) {
        const parent = goal.parent === undefined ? undefined : goals.get(goal.parent)
        must(!parent || parent.strategy === goal.strategy, `${at} ${id} is below ${goal.parent}, of another strategy`)
        must(
          !goal.dropped || ![...goals.values()].some((one) => one.parent === id && !one.dropped),
          `${at} ${id} was dropped with goals below it`,
        )
        reach(
          id,
          (next) => [
            ...(goals.get(next)?.parent === undefined ? [] : [goals.get(next)?.parent as string]),
            ...(goals.get(next)?.aligned ?? []),
          ],
          at,
        )
        let depth = 1
        for (let up = goal.parent; up !== undefined; up = goals.get(up)?.parent) depth++
        const levels = strategies.get(goal.strategy)?.levels ?? 0
        must(goal.dropped || depth <= levels, `${at} ${id} is at level ${depth} of ${levels}`)
      }
    },
  })
}

function reach(from: string, next: (id: string) => readonly string[], at: string): void {
  const seen = new Set<string>()
  for (const queue = [...next(from)]; queue.length > 0; ) {
    const id = queue.pop() as string
    must(id !== from, `${at} ${from} leads back to itself`)
    if (seen.has(id)) continue
    seen.add(id)
    queue.push(...next(id))
  }
}

const endings: ReadonlySet<string> = new Set(['unit.merged', 'unit.split', 'unit.abolished'])

/**
 * R17: once units have ended, nothing that is open is with one of them. Items of decisions are looked at when their unit ends:
 * what was done by then stays with who did it, also when it turns out later that it was not.
 */
export function endedUnitsHaveNothingOpen({ events }: LegalHistory): void {
  const ending = new Set<string>()
  tell(events, {
    after(event, { units, tasks, problems, coordinations, reports }) {
      if (endings.has(event.type)) ending.add((event.data as { unit: string }).unit)
      if (event.command.n < event.command.of) return
      const at = `after position ${event.position} (${event.command.name})`
      const ended = (unit: string | undefined) => unit !== undefined && units.get(unit)?.ended === true
      for (const [id, task] of tasks)
        if (!['closed', 'cancelled'].includes(task.stage))
          must(
            !ended(task.responsible) && !task.cooperating.some(ended),
            `${at} task ${id} is with ${task.responsible}, ${task.cooperating}`,
          )
      for (const [id, { state, unit }] of problems)
        must(['closed', 'withdrawn'].includes(state) || !ended(unit), `${at} problem ${id} is with ${unit}`)
      for (const [id, { rescinded, items }] of ending.size > 0 ? coordinations : [])
        for (const [item, unit] of items)
          must(
            rescinded || !ending.has(unit) || isDone(reports, id, item),
            `${at} item ${item} of decision ${id} is with ${unit}, and not done`,
          )
      ending.clear()
    },
  })
}

/** R19: what is said of one subject in order comes in the order of its days, and nothing is of a day to come. */
export function factsComeInOrder({ events }: LegalHistory): void {
  const last = new Map<string, string>()
  for (const event of events as readonly CoreEvent[]) {
    must(event.on <= event.recordedAt.slice(0, 10), `position ${event.position}: of ${event.on}, entered ${event.recordedAt}`)
    for (const subject of ordered(event)) {
      const before = last.get(subject)
      must(
        before === undefined || before <= event.on,
        `position ${event.position}: ${event.type} of ${event.on}, when ${subject} was already of ${before}`,
      )
      last.set(subject, event.on)
    }
  }
}

/** The subjects whose facts come in order. */
function ordered({ type, data }: CoreEvent): readonly string[] {
  if (
    type === 'closing.requested' ||
    type === 'closing.approved' ||
    type === 'closing.withdrawn' ||
    type === 'closing.returned' ||
    type === 'closing.revoked'
  ) {
    const { subject, closing } = data
    const of = 'problem' in subject ? [`problem:${subject.problem}`] : 'milestone' in subject ? [] : [`task:${subject.task}`]
    return [`closing:${closing}`, ...of]
  }
  if (type === 'extension.requested') return [`extension:${data.extension}`]
  if (type === 'extension.refused') return [`extension:${data.extension}`]
  if (type === 'extension.granted') return [`extension:${data.extension}`, `task:${data.task}`]
  if (type === 'coordination.decided' || type === 'coordination.rescinded')
    return [`problem:${data.problem}`, `coordination:${data.coordination}`]
  if (type === 'coordination.transferred') return [`coordination:${data.coordination}/${data.item}`]
  const [about] = type.split('.')
  if (about === 'task' || about === 'milestone' || type === 'supervision.marked' || type === 'lateness.excused')
    return [`task:${(data as { task: string }).task}`]
  if (about === 'problem') return [`problem:${(data as { problem: string }).problem}`]
  if (about === 'goal') return [`goal:${(data as { goal: string }).goal}`]
  if (about === 'unit') return [`unit:${(data as { unit: string }).unit}`]
  if (about === 'officer' || about === 'portfolio') return [`post:${(data as { post: string }).post}`]
  if (about === 'indicator') return [`indicator:${(data as { indicator: string }).indicator}`]
  return []
}
