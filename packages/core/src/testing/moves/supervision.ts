import { addDays, quarterDays, quarterOf } from '../../domain/days.ts'
import { circularKinds, consequences, incentiveKinds, inspectionKinds, outcomes } from '../../domain/supervision/events.ts'
import { alive, inState, open } from './fits.ts'
import type { Hand, Move } from './hand.ts'
import { inspector, leader, mayor, meeting, of, office, system } from './people.ts'

const units = (hand: Hand) => hand.rows(hand.state.units, alive).map((unit) => unit.id)
const tasks = (hand: Hand) => hand.some(hand.rows(hand.state.tasks, open), 2).map((task) => task.id)
const skipping = (hand: Hand) => (hand.often(5) ? { skipReason: '情节严重' } : {})
const proof = [{ title: '整改照片' }]

/** A unit other than the district's own, as those who talk to units are of it. */
const subject = (hand: Hand) => hand.one(units(hand).filter((unit) => hand.often(1) || unit !== 'U-gov'))

export const supervisionMoves: readonly Move[] = [
  {
    command: 'rulebook.adopt',
    weight: 1,
    make: (hand) => ({
      actor: mayor,
      input: {
        rulebook: hand.fresh('RB-', hand.state.rulebooks),
        name: '督办规则',
        reportDay: 1 + hand.below(10),
        reminderDay: 1 + hand.below(28),
        replyDays: hand.below(6),
        urgentDays: hand.below(6),
        ladder: [...new Set([hand.one(consequences), ...consequences.slice(hand.below(3)), hand.one(consequences)])],
        ladderDays: 5 + hand.below(200),
      },
    }),
  },
  { command: 'supervision.run', weight: 5, make: (hand) => ({ actor: hand.often(6) ? system : office, input: {} }) },
  {
    command: 'reminder.issue',
    weight: 4,
    make(hand) {
      const reminder = hand.fresh('RE-', hand.state.reminders)
      const kind = hand.often(4) ? { kind: 'urge' } : {}
      const again = hand.often(5) ? hand.row(hand.state.reminders, (one) => one.period === hand.today.slice(0, 7)) : undefined
      if (again) return { actor: office, input: { reminder, unit: again.unit, ...skipping(hand) } }
      return { actor: office, input: { reminder, unit: hand.one(units(hand)), ...kind, ...skipping(hand) } }
    },
  },
  {
    command: 'reminder.answer',
    weight: 3,
    make(hand) {
      const reminder = hand.row(hand.state.reminders, (one) => !one.answered)
      return reminder && { actor: of(reminder.unit), input: { reminder: reminder.id, answer: '已部署整改' } }
    },
  },
  {
    command: 'meeting.hold',
    weight: 2,
    make(hand) {
      const { meetings, problems, coordinations } = hand.state
      const problem = hand.often(5) ? hand.row(problems, inState('raised', 'coordinated')) : undefined
      const coordination = hand.fresh('C-', coordinations)
      const items = [{ unit: hand.one(units(hand)), what: '会议议定事项', due: hand.day(0, 30) }]
      const decisions = problem ? [{ coordination, problem: problem.id, opinion: '会议议定', items }] : []
      return {
        actor: problem || hand.often(4) ? mayor : office,
        input: { meeting: hand.fresh('MT-', meetings), title: '例会', decisions, ...(hand.often(2) && { tasks: tasks(hand) }) },
      }
    },
  },
  {
    command: 'summary.present',
    weight: 1,
    make(hand) {
      const back = hand.often(7) ? addDays(quarterDays(quarterOf(hand.today)).from, -1) : hand.today
      const strategy = hand.often(4) ? hand.row(hand.state.strategies, () => true)?.id : undefined
      const input = { summary: hand.fresh('SU-', hand.state.summaries), quarter: quarterOf(back), heardBy: 'U-gov' }
      return { actor: office, input: { ...input, ...(strategy && { strategy }) } }
    },
  },
  {
    command: 'fileReview.call',
    weight: 1,
    make(hand) {
      const task = hand.often(4) ? hand.row(hand.state.tasks, () => true) : undefined
      const about = task ? { task: task.id } : { unit: hand.one(units(hand)) }
      const input = { fileReview: hand.fresh('FR-', hand.state.fileReviews), subject: about, due: hand.day(-1, 10), reason: '专项调阅' }
      return { actor: hand.often(2) ? leader(hand) : mayor, input }
    },
  },
  {
    command: 'fileReview.complete',
    weight: 2,
    make(hand) {
      const review = hand.row(hand.state.fileReviews, (one) => !one.completed)
      return review && { actor: mayor, input: { fileReview: review.id, opinion: '加快办理' } }
    },
  },
  {
    command: 'inspection.hold',
    weight: 2,
    make(hand) {
      const findings = [1, 2].slice(hand.below(2)).map(() => ({ unit: hand.one(units(hand)), what: '现场管理混乱', due: hand.day(0, 20) }))
      const input = { inspection: hand.fresh('IN-', hand.state.inspections), kind: hand.one(inspectionKinds), title: '实地督查' }
      return {
        actor: hand.one([office, inspector]) ?? office,
        input: { ...input, units: [hand.one(units(hand))], tasks: tasks(hand), findings },
      }
    },
  },
  {
    command: 'finding.rectify',
    weight: 3,
    make(hand) {
      const inspection = hand.row(hand.state.inspections, (one) => one.findings.some((finding) => !finding.rectified))
      const finding = hand.one(inspection?.findings.filter((one) => hand.often(1) || !one.rectified) ?? [])
      return (
        inspection &&
        finding && {
          actor: of(finding.unit),
          input: { inspection: inspection.id, finding: finding.id, how: '已整改', evidence: proof },
        }
      )
    },
  },
  {
    command: 'listing.place',
    weight: 2,
    make(hand) {
      const input = { listing: hand.fresh('L-', hand.state.listings), unit: subject(hand), tasks: tasks(hand), reason: '进度滞后' }
      return {
        actor: hand.one([mayor, office]) ?? mayor,
        input: { ...input, due: hand.day(0, 30), ...skipping(hand) },
        ...(hand.often(6) && { basis: meeting }),
      }
    },
  },
  {
    command: 'listing.lift',
    weight: 2,
    make(hand) {
      const listing = hand.row(hand.state.listings, (one) => !one.lifted)
      return (
        listing && {
          actor: hand.one([mayor, office]) ?? mayor,
          input: { listing: listing.id, result: '已完成', evidence: proof },
          ...(hand.often(6) && { basis: meeting }),
        }
      )
    },
  },
  {
    command: 'circular.issue',
    weight: 2,
    make(hand) {
      const circular = hand.fresh('CI-', hand.state.circulars)
      const [first, other] = [hand.one(units(hand)), hand.one(units(hand))]
      const input = { circular, kind: hand.one(circularKinds), units: [...new Set([first, other])], tasks: tasks(hand) }
      return { actor: office, input: { ...input, title: '通报', content: '有关情况通报如下', ...skipping(hand) } }
    },
  },
  {
    command: 'incentive.grant',
    weight: 1,
    make: (hand) => ({
      actor: mayor,
      input: {
        incentive: hand.fresh('IC-', hand.state.incentives),
        unit: hand.one(units(hand)),
        kind: hand.one(incentiveKinds),
        what: '通报表扬',
      },
    }),
  },
  {
    command: 'interview.hold',
    weight: 2,
    make(hand) {
      const interview = hand.fresh('IV-', hand.state.interviews)
      const post = hand.often(2) ? hand.row(hand.state.posts, () => true)?.id : undefined
      const due = hand.often(4) ? { due: hand.day(0, 20) } : {}
      const input = { interview, unit: subject(hand), tasks: tasks(hand), reason: '多次催办未果', ...due, ...skipping(hand) }
      return { actor: hand.one([mayor, inspector]) ?? mayor, input: { ...input, ...(post && { post }) } }
    },
  },
  {
    command: 'accountability.open',
    weight: 2,
    make(hand) {
      const accountability = hand.fresh('AC-', hand.state.accountabilities)
      return {
        actor: inspector,
        input: { accountability, unit: subject(hand), tasks: tasks(hand), cause: '严重失职', ...skipping(hand) },
      }
    },
  },
  {
    command: 'accountability.decide',
    weight: 3,
    make(hand) {
      const one = hand.row(hand.state.accountabilities, (row) => !row.decided)
      return (
        one && {
          actor: inspector,
          input: {
            accountability: one.id,
            outcome: hand.one(outcomes),
            finding: '经查属实',
            persons: [{ person: 'p-7', ...(hand.often(5) && { finding: '失职' }) }],
          },
          ...(hand.often(7) && { basis: meeting }),
        }
      )
    },
  },
]
