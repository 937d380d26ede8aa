import { addDays, daysBetween } from '../../domain/days.ts'
import { problemSources, severities } from '../../domain/problems/events.ts'
import { latest } from '../../engine/history.ts'
import { alive, inState, open, type stateOf, unsettled } from './fits.ts'
import type { Hand, Move } from './hand.ts'
import { leader, mayor, of, office } from './people.ts'

const units = (hand: Hand) => hand.rows(hand.state.units, alive).map((unit) => unit.id)
const ofProblem = (problem: Parameters<typeof stateOf>[0]) => of(latest(problem.places).unit)

/** A decision that stands, on a problem that is not settled. */
const decision = (hand: Hand) =>
  hand.row(hand.state.coordinations, (one) => {
    const problem = hand.state.problems.get(one.problem)
    return !one.rescinded && problem !== undefined && unsettled(problem)
  })

export const problemMoves: readonly Move[] = [
  {
    command: 'problem.raise',
    weight: 4,
    make(hand) {
      const { tasks, problems } = hand.state
      const task = hand.often(6) ? hand.row(tasks, open) : undefined
      const unit = (task && latest(task.owners).responsible) ?? hand.one(units(hand))
      return {
        actor: hand.often(6) && unit !== undefined ? of(unit) : office,
        input: {
          problem: hand.fresh('PR-', problems),
          ...(task && { task: task.id }),
          ...(hand.often(6) && { unit }),
          title: hand.one(['征地受阻', { zh: '资金缺口', en: 'Funds are short' }]),
          severity: hand.one(severities),
          source: hand.one(problemSources),
          related: hand.some(units(hand), 1),
        },
      }
    },
  },
  {
    command: 'problem.withdraw',
    weight: 1,
    make(hand) {
      const problem = hand.row(hand.state.problems, inState('raised', 'coordinated'))
      return problem && { actor: hand.often(2) ? mayor : ofProblem(problem), input: { problem: problem.id, reason: '自行消除' } }
    },
  },
  {
    command: 'problem.transfer',
    weight: 2,
    make(hand) {
      const problem = hand.row(hand.state.problems, inState('raised', 'coordinated', 'resolved'))
      const where = hand.below(3)
      const task = where === 1 ? hand.row(hand.state.tasks, open)?.id : undefined
      return (
        problem && {
          actor: office,
          input: {
            problem: problem.id,
            to: hand.one(units(hand)),
            reason: '职责所在',
            ...(task && { task }),
            ...(where === 2 && { detach: true }),
          },
        }
      )
    },
  },
  {
    command: 'problem.escalate',
    weight: 1,
    make(hand) {
      const problem = hand.row(hand.state.problems, inState('raised', 'coordinated'))
      const post = hand.row(hand.state.posts, () => true)
      return problem && post && { actor: ofProblem(problem), input: { problem: problem.id, to: post.id, reason: '需区领导协调' } }
    },
  },
  {
    command: 'coordination.decide',
    weight: 6,
    make(hand) {
      const problem = hand.row(hand.state.problems, inState('raised', 'coordinated'))
      const items = [1, 2]
        .slice(0, 1 + hand.below(2))
        .map((n) => ({ unit: hand.one(units(hand)), what: `事项${n}`, due: hand.day(hand.often(7) ? 0 : -3, 30) }))
      const coordination = hand.fresh('C-', hand.state.coordinations)
      return (
        problem && {
          actor: hand.often(2) ? leader(hand) : mayor,
          input: { coordination, problem: problem.id, opinion: '限期办结', items },
        }
      )
    },
  },
  {
    command: 'coordination.rescind',
    weight: 2,
    make(hand) {
      const found = decision(hand)
      return found && { actor: mayor, input: { coordination: found.id, reason: '情况有变' } }
    },
  },
  {
    command: 'coordination.transfer',
    weight: 2,
    make(hand) {
      const found = decision(hand)
      const item = hand.one(found?.items ?? [])
      return (
        found &&
        item && { actor: office, input: { coordination: found.id, item: item.id, to: hand.one(units(hand)), reason: '改由他单位' } }
      )
    },
  },
  {
    command: 'problem.resolve',
    weight: 4,
    make(hand) {
      const problem = hand.row(hand.state.problems, inState('raised', 'coordinated'))
      return problem && { actor: ofProblem(problem), input: { problem: problem.id, how: '已协调解决' } }
    },
  },
  {
    command: 'execution.report',
    weight: 9,
    make(hand) {
      const found = decision(hand)
      const item = hand.one(found?.items ?? [])
      if (!found || !item) return undefined
      const back = hand.often(2) ? Math.min(hand.below(10), Math.max(0, daysBetween(found.decided.on, hand.today))) : 0
      const report = hand.fresh('R-', hand.state.reports)
      return {
        actor: of(latest(item.units)),
        on: addDays(hand.today, -back),
        input: { report, coordination: found.id, item: item.id, done: hand.often(6) },
      }
    },
  },
  {
    command: 'report.dispute',
    weight: 2,
    make(hand) {
      const report = hand.row(hand.state.reports, (one) => !one.disputed)
      if (!report) return undefined
      const back = hand.often(3) ? Math.min(hand.below(10), Math.max(0, daysBetween(report.told.on, hand.today))) : 0
      const percent = hand.often(4) && 'percent' in report.about ? { percent: hand.below(101) } : {}
      return { actor: office, on: addDays(hand.today, -back), input: { report: report.id, finding: '与现场不符', ...percent } }
    },
  },
]
