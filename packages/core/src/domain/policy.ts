import type { Context, Grant } from '../engine/decision.ts'
import { latest } from '../engine/history.ts'
import type { ClosingSubject } from './closing/events.ts'
import { heirOf } from './organisation/heirs.ts'
import type { District } from './state.ts'

/**
 * Who may send what (DOMAIN section 2): one table, which an embedding program can replace or extend. A command that it
 * does not name is denied to everybody. Separation of duties (R6) is not here: it holds whatever the roles, so it is
 * part of the decisions.
 *
 * A condition on something that does not exist allows: the decision then says `unknown`, which helps more than `forbidden`.
 */

export const roles = ['leadership', 'leader', 'office', 'unit', 'discipline', 'committee', 'auditor', 'system'] as const
export type Role = (typeof roles)[number]

type Test<I> = (state: District, input: I, context: Context) => boolean

const when = <I>(role: Role, where: string, test: Test<I>): Grant<District, I> => ({ role, where, test })

type OfTask = { readonly task: string }
type OfProblem = { readonly problem: string }

const ofUnit = when<OfTask>('unit', 'ownTask', ({ tasks }, { task }, { actor }) => {
  const row = tasks.get(task)
  return !row || latest(row.owners).responsible === actor.unit
})

const sharedTask = when<OfTask>('unit', 'ownOrCooperatingTask', (state, { task }, { actor }) => worksOn(state, task, actor.unit))

const ownProblem = when<OfProblem>('unit', 'ownProblem', (state, { problem }, { actor }) => handles(state, problem, actor.unit))

/** Its own task's extension or request: the row tells which task it is about. */
const ownIndicator: Test<{ readonly indicator: string }> = (state, { indicator }, { actor }) => {
  const row = state.indicators.get(indicator)
  if (!row) return true
  if (row.task !== undefined) return worksOn(state, row.task, actor.unit)
  const below = row.goal === undefined ? [] : goalsBelow(state, row.goal)
  return below.some((goal) => state.tasks.by('goal', goal).some((task) => latest(task.owners).responsible === actor.unit))
}

const portfolioOfProblem = when<OfProblem>('leader', 'inPortfolio', (state, { problem }, { actor }) =>
  problemInPortfolio(state, problem, actor.person),
)

export const corePolicy = {
  'district.open': ['system', 'office', 'leadership'],

  'unit.establish': ['office'],
  'unit.rename': ['office'],
  'unit.merge': ['office'],
  'unit.split': ['office'],
  'unit.abolish': ['office'],
  'officer.appoint': ['office'],
  'officer.relieve': ['office'],
  'person.erase': ['office'],
  'portfolio.assign': ['office'],
  'taskForce.form': ['office'],
  'taskForce.dissolve': ['office'],

  'superiorPlan.register': ['office'],
  'annualPlan.adopt': ['leadership'],
  'strategy.adopt': ['leadership'],
  'strategy.supersede': ['leadership'],
  'goal.set': ['office'],
  'goal.revise': ['office'],
  'goal.drop': ['office'],
  'goal.align': ['office'],
  'policy.issue': ['office'],
  'policy.repeal': ['office'],
  'figure.record': ['office'],

  'indicator.define': ['office'],
  'indicator.retarget': ['office'],
  'measurement.record': ['office', when('unit', 'ownIndicator', ownIndicator)],
  'measurement.correct': [
    'office',
    when<{ readonly measurement: string }>('unit', 'ownIndicator', (state, { measurement }, context) => {
      const row = state.measurements.get(measurement)
      return !row || ownIndicator(state, { indicator: row.indicator }, context)
    }),
  ],

  'task.register': ['office'],
  'task.amend': ['office'],
  'task.assign': ['office'],
  'task.start': [ofUnit],
  'task.suspend': ['office', 'leadership'],
  'task.resume': ['office', 'leadership'],
  'task.cancel': ['office', 'leadership'],
  'task.transfer': ['office'],
  'task.carryOver': ['office'],
  'milestone.reach': [ofUnit],
  'milestone.confirm': ['office'],
  'milestone.reopen': ['office'],
  'extension.request': [ofUnit],
  'extension.grant': ['office', 'leadership', extensionInPortfolio()],
  'extension.refuse': ['office', 'leadership', extensionInPortfolio()],
  'supervision.mark': [
    when<OfTask & { readonly by: string }>('discipline', 'asDiscipline', (_, { by }) => by === 'discipline'),
    when<OfTask & { readonly by: string }>('leadership', 'asLeader', (_, { by }) => by === 'leader'),
    when<OfTask & { readonly by: string }>(
      'leader',
      'asLeaderInPortfolio',
      (state, { task, by }, { actor }) => by === 'leader' && taskInPortfolio(state, task, actor.person),
    ),
  ],
  'lateness.excuse': ['leadership'],

  'progress.report': [sharedTask],
  'execution.report': [
    when<{ readonly coordination: string; readonly item: string }>(
      'unit',
      'ownItem',
      ({ coordinations }, { coordination, item }, { actor }) => {
        const found = coordinations.get(coordination)?.items.find((one) => one.id === item)
        return !found || latest(found.units) === actor.unit
      },
    ),
  ],
  'report.dispute': ['office', 'discipline'],

  'problem.raise': [
    'office',
    when<{ readonly task?: string; readonly unit?: string }>(
      'unit',
      'ownUnitOrTask',
      (state, { task, unit }, { actor }) =>
        unit === undefined || unit === actor.unit || (task !== undefined && worksOn(state, task, actor.unit)),
    ),
  ],
  'problem.withdraw': [ownProblem, 'leadership', portfolioOfProblem],
  'problem.transfer': ['office', 'leadership', portfolioOfProblem],
  'problem.escalate': ['office', ownProblem],
  'coordination.decide': ['leadership', portfolioOfProblem],
  'coordination.rescind': [
    'leadership',
    when<{ readonly coordination: string }>('leader', 'ownDecisionOrPortfolio', (state, { coordination }, { actor }) => {
      const row = state.coordinations.get(coordination)
      return !row || row.decided.value.person === actor.person || problemInPortfolio(state, row.problem, actor.person)
    }),
  ],
  'coordination.transfer': ['office', 'leadership'],
  'problem.resolve': [ownProblem],

  'closing.request': [
    when<{ readonly subject: ClosingSubject }>('unit', 'ownSubject', (state, { subject }, { actor }) => {
      if ('problem' in subject) return handles(state, subject.problem, actor.unit)
      const task = state.tasks.get(subject.task)
      return !task || latest(task.owners).responsible === actor.unit
    }),
  ],
  'closing.approve': ['office', officeAsked('leader'), officeAsked('leadership')],
  'closing.return': ['office', officeAsked('leader'), officeAsked('leadership')],
  'closing.withdraw': [
    when<{ readonly closing: string }>('unit', 'ownRequest', ({ closings }, { closing }, { actor }) => {
      const row = closings.get(closing)
      return !row || row.unit === actor.unit
    }),
  ],
  'closing.revoke': ['office', 'leadership', 'discipline'],

  'scheme.adopt': ['leadership'],
  'rule.adopt': ['leadership'],
  'rule.repeal': ['leadership'],
  'mark.give': ['office', 'discipline'],
  'round.open': ['office'],
  'panelScore.give': ['committee'],
  'round.score': ['office', 'system'],
  'appeal.file': [
    when<{ readonly unit?: string | undefined }>(
      'unit',
      'ownResult',
      (_, { unit }, { actor }) => unit === undefined || unit === actor.unit,
    ),
  ],
  'appeal.decide': ['committee'],
  'result.publish': ['committee'],

  'rulebook.adopt': ['leadership'],
  'supervision.run': ['system', 'office'],
  'reminder.issue': ['office'],
  'reminder.answer': [
    when<{ readonly reminder: string }>('unit', 'ownReminder', ({ reminders }, { reminder }, { actor }) => {
      const row = reminders.get(reminder)
      return !row || row.unit === actor.unit
    }),
  ],
  'meeting.hold': [
    when<{ readonly decisions: readonly unknown[] }>('office', 'withoutDecisions', (_, { decisions }) => decisions.length === 0),
    'leadership',
  ],
  'summary.present': ['committee', 'office'],
  'fileReview.call': [
    'leadership',
    when<{ readonly subject: { readonly task: string } | { readonly unit: string } }>(
      'leader',
      'inPortfolio',
      (state, { subject }, { actor }) =>
        'task' in subject ? taskInPortfolio(state, subject.task, actor.person) : inPortfolio(state, actor.person, subject.unit, undefined),
    ),
  ],
  'fileReview.complete': [
    'leadership',
    when<{ readonly fileReview: string }>('leader', 'ownFileReview', ({ fileReviews }, { fileReview }, { actor }) => {
      const row = fileReviews.get(fileReview)
      return !row || row.called.value.person === actor.person
    }),
  ],
  'inspection.hold': ['office', 'discipline'],
  'finding.rectify': [
    when<{ readonly inspection: string; readonly finding: string }>('unit', 'ownFinding', (state, { inspection, finding }, { actor }) => {
      const found = state.inspections.get(inspection)?.findings.find((one) => one.id === finding)
      return !found || heirOf(state, found.unit) === actor.unit
    }),
  ],
  'listing.place': ['office', 'leadership', unitInPortfolio()],
  'listing.lift': [
    'office',
    'leadership',
    when<{ readonly listing: string }>('leader', 'inPortfolio', (state, { listing }, { actor }) => {
      const row = state.listings.get(listing)
      return !row || inPortfolio(state, actor.person, row.unit, undefined)
    }),
  ],
  'circular.issue': ['office', 'leadership'],
  'incentive.grant': ['office', 'leadership'],
  'interview.hold': ['leadership', 'discipline', unitInPortfolio()],
  'accountability.open': ['discipline'],
  'accountability.decide': ['discipline'],
} satisfies Readonly<Record<string, readonly Grant<District>[]>>

/** A leader verifies what the office itself asked for (R6). */
function officeAsked(role: 'leader' | 'leadership') {
  return when<{ readonly closing: string }>(role, 'officeAsked', ({ closings, units }, { closing }) => {
    const row = closings.get(closing)
    return !row || units.get(row.unit)?.kind === 'office'
  })
}

function unitInPortfolio() {
  return when<{ readonly unit: string }>('leader', 'inPortfolio', (state, { unit }, { actor }) =>
    inPortfolio(state, actor.person, unit, undefined),
  )
}

function extensionInPortfolio() {
  return when<{ readonly extension: string }>('leader', 'inPortfolio', (state, { extension }, { actor }) => {
    const row = state.extensions.get(extension)
    return !row || taskInPortfolio(state, row.task, actor.person)
  })
}

function worksOn({ tasks }: District, id: string, unit: string): boolean {
  const task = tasks.get(id)
  if (!task) return true
  const owners = latest(task.owners)
  return owners.responsible === unit || owners.cooperating.includes(unit)
}

/** The unit has the problem, or a part in a decision on it. */
function handles(state: District, id: string, unit: string): boolean {
  const problem = state.problems.get(id)
  if (!problem || latest(problem.places).unit === unit) return true
  return state.coordinations.by('problem', id).some((one) => !one.rescinded && one.items.some((item) => latest(item.units) === unit))
}

function taskInPortfolio(state: District, id: string, person: string): boolean {
  const task = state.tasks.get(id)
  return !task || inPortfolio(state, person, latest(task.owners).responsible, latest(task.facts).goal)
}

function problemInPortfolio(state: District, id: string, person: string): boolean {
  const problem = state.problems.get(id)
  if (!problem) return true
  const { unit, task } = latest(problem.places)
  const row = task === undefined ? undefined : state.tasks.get(task)
  return inPortfolio(state, person, unit, row && latest(row.facts).goal)
}

/** By unit and by goal; where the unit is in anybody's portfolio, the unit wins. */
function inPortfolio(state: District, person: string, unit: string | undefined, goal: string | undefined): boolean {
  const held = [...state.posts.by('person', person)].filter((post) => latest(post.holders)?.person === person)
  const mine = held.flatMap((post) => post.portfolios.slice(-1))
  if (unit !== undefined && mine.some((entry) => entry.value.units.includes(unit))) return true
  for (const post of unit === undefined ? [] : state.posts.values()) {
    if (latest(post.holders) && post.portfolios.at(-1)?.value.units.includes(unit as string)) return false
  }
  for (let at = goal; at !== undefined; ) {
    const id = at
    if (mine.some((entry) => entry.value.goals.includes(id))) return true
    const row = state.goals.get(id)
    at = row && latest(row.facts).parent
  }
  return false
}

function goalsBelow({ goals }: District, id: string): readonly string[] {
  return [id, ...goals.by('parent', id).flatMap((child) => goalsBelow({ goals } as District, child.id))]
}
