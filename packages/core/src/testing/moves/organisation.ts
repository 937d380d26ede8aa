import { latest } from '../../engine/history.ts'
import { alive, endable, open, takesTasks } from './fits.ts'
import type { Hand, Move } from './hand.ts'
import { meeting, office } from './people.ts'

const titles = ['副区长', '局长', { zh: '主任', en: 'Director' }]
const names = ['发展改革局', '商务局', { zh: '文体广电和旅游局', en: 'Culture and Tourism Bureau' }, 'Valley Street', '保健路街道']

/** Units that may end: only while enough of them go on. */
const mortals = (hand: Hand, least: number) => {
  const units = hand.rows(hand.state.units, endable)
  return units.length < least ? [] : units
}

export const organisationMoves: readonly Move[] = [
  {
    command: 'unit.establish',
    weight: 1,
    make: (hand) => ({
      actor: office,
      input: {
        unit: hand.fresh('U-', hand.state.units),
        name: hand.one(names),
        kind: hand.one(['department', 'street', 'institution']),
        level: hand.one(['district', 'subdistrict']),
        ...(hand.often(3) && { parent: hand.row(hand.state.units, alive)?.id }),
      },
    }),
  },
  {
    command: 'unit.rename',
    weight: 1,
    make(hand) {
      const unit = hand.row(hand.state.units, alive)
      return unit && { actor: office, input: { unit: unit.id, name: `${hand.one(['新', '大'])}${unit.id}` } }
    },
  },
  {
    command: 'unit.merge',
    weight: 1,
    make(hand) {
      const units = mortals(hand, 4)
      const into = hand.one(units)
      const [first, second] = hand.some(
        units.filter((unit) => unit !== into),
        2,
      )
      if (!into || !first) return undefined
      const name = hand.often(3) ? { name: { zh: `合并后的${into.id}`, en: `${into.id} merged` } } : {}
      return { actor: office, input: { units: second ? [first.id, second.id] : [first.id], into: into.id, ...name } }
    },
  },
  {
    command: 'unit.split',
    weight: 1,
    make(hand) {
      const units = mortals(hand, 4)
      const unit = hand.one(units)
      const others = units.filter((one) => one !== unit).map((one) => one.id)
      const rest = hand.one(others)
      if (!unit || !rest) return undefined
      const into = [
        rest,
        ...hand.some(
          others.filter((one) => one !== rest),
          1,
        ),
      ]
      const tasks = hand.some(
        hand.rows(hand.state.tasks, (task) => open(task) && latest(task.owners).responsible === unit.id),
        2,
      )
      return {
        actor: office,
        input: { unit: unit.id, into, rest, tasks: tasks.map((task) => ({ task: task.id, to: hand.one(into) })) },
      }
    },
  },
  {
    command: 'unit.abolish',
    weight: 1,
    make(hand) {
      const unit = hand.one(mortals(hand, 4))
      const successor = hand.row(hand.state.units, (one) => alive(one) && one !== unit)
      return unit && { actor: office, input: { unit: unit.id, ...(hand.often(6) && { successor: successor?.id }) } }
    },
  },
  {
    command: 'officer.appoint',
    weight: 2,
    make(hand) {
      const { posts, units } = hand.state
      const post = hand.often(4) ? hand.row(posts, () => true)?.id : undefined
      const unit = hand.row(units, alive)
      return (
        unit && {
          actor: office,
          input: {
            post: post ?? hand.fresh('P-', posts),
            title: hand.one(titles),
            unit: unit.id,
            rank: hand.one(['leader', 'unitHead', 'head', 'staff']),
            person: `p-${1 + hand.below(5)}`,
            ...(hand.often(5) && { name: hand.one(['某甲', '某乙', 'A. Officer']) }),
          },
        }
      )
    },
  },
  {
    command: 'officer.relieve',
    weight: 1,
    make(hand) {
      const post = hand.row(hand.state.posts, (one) => latest(one.holders) !== null)
      return post && { actor: office, input: { post: post.id, person: latest(post.holders)?.person ?? 'p-nobody' } }
    },
  },
  {
    command: 'person.erase',
    weight: 1,
    make: (hand) => ({ actor: office, input: { person: `p-${1 + hand.below(5)}` }, ...(hand.often(7) && { basis: meeting }) }),
  },
  {
    command: 'portfolio.assign',
    weight: 2,
    make(hand) {
      const post = hand.row(hand.state.posts, () => true)
      const units = hand.some(hand.rows(hand.state.units, alive), 3)
      const goals = hand.some(hand.rows(hand.state.goals, takesTasks(hand.state)), 2)
      return post && { actor: office, input: { post: post.id, units: units.map((one) => one.id), goals: goals.map((one) => one.id) } }
    },
  },
  {
    command: 'taskForce.form',
    weight: 1,
    make(hand) {
      const { taskForces, posts, units, tasks } = hand.state
      const leads = hand.row(posts, () => true)
      const members = hand.some(hand.rows(units, alive), 2).map((one) => one.id)
      const work = hand.some(hand.rows(tasks, open), 2).map((one) => one.id)
      return (
        leads && {
          actor: office,
          input: { taskForce: hand.fresh('F-', taskForces), name: '工作专班', leader: leads.id, units: members, tasks: work },
        }
      )
    },
  },
  {
    command: 'taskForce.dissolve',
    weight: 1,
    make(hand) {
      const force = hand.row(hand.state.taskForces, (one) => !one.dissolved)
      return force && { actor: office, input: { taskForce: force.id, reason: '任务完成' } }
    },
  },
]
