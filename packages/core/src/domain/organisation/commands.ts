import * as z from 'zod/mini'
import { commandsOf, refuse } from '../../engine/decision.ts'
import { latest } from '../../engine/history.ts'
import { listOf, ownId, ref } from '../../engine/schema.ts'
import type { CoreRefusal } from '../refusals.ts'
import { distinct, free, live, liveGoal, liveUnit, need } from '../require.ts'
import type { CoreFact, District } from '../state.ts'
import { open, taskOn } from '../tasks/rules.ts'
import { organisationEvents } from './events.ts'
import { changingPost, changingUnit, postOn } from './rules.ts'

const established = organisationEvents['unit.established']
const formed = organisationEvents['taskForce.formed']

/** Commands about units, posts, portfolios and task forces. What ends a unit has a file of its own. */
export const organisationCommands = commandsOf<District, CoreFact>()({
  /** R1 */
  'unit.establish': {
    input: z.extend(established, { unit: ownId('unit'), level: z._default(established.shape.level, 'district') }),
    decide(state, input, { on }) {
      free(state.units, 'unit', input.unit)
      if (input.parent !== undefined) liveUnit(state, input.parent, on)
      return [{ type: 'unit.established', data: input }]
    },
  },

  'unit.rename': {
    input: organisationEvents['unit.renamed'],
    decide(state, input, { on }) {
      changingUnit(state, input.unit, on)
      return [{ type: 'unit.renamed', data: input }]
    },
  },

  /** Fills a post, and creates it the first time. Whoever held it before no longer does. */
  'officer.appoint': {
    input: organisationEvents['officer.appointed'],
    decide(state, input, { on }) {
      liveUnit(state, input.unit, on)
      if (!state.posts.has(input.post)) return [{ type: 'officer.appointed', data: input }]
      const post = changingPost(state, input.post, on)
      const { title, unit, rank } = latest(post.titles)
      const same =
        latest(post.holders)?.person === input.person &&
        unit === input.unit &&
        rank === input.rank &&
        JSON.stringify(title) === JSON.stringify(input.title)
      return same ? [] : [{ type: 'officer.appointed', data: input }]
    },
  },

  /** R1: only who holds the post is relieved of it. */
  'officer.relieve': {
    input: organisationEvents['officer.relieved'],
    decide(state, input, { on }) {
      const post = changingPost(state, input.post, on)
      if (latest(post.holders)?.person !== input.person)
        refuse<CoreRefusal>({ code: 'notHolder', rule: 'R1', post: input.post, person: input.person })
      return [{ type: 'officer.relieved', data: input }]
    },
  },

  /** R20: on a request or order that is named as the basis. The caller erases the keys once it is recorded; see `erase` in `@bihuan/core/sealing`. */
  'person.erase': {
    input: organisationEvents['person.erased'],
    decide(_, input, { basis }) {
      if (!basis) refuse<CoreRefusal>({ code: 'basisMissing', rule: 'R20', command: 'person.erase' })
      return [{ type: 'person.erased', data: input }]
    },
  },

  /** The whole portfolio anew. */
  'portfolio.assign': {
    input: z.strictObject({
      post: ref('post'),
      units: z._default(listOf(ref('unit'), 500), []),
      goals: z._default(listOf(ref('goal'), 500), []),
    }),
    decide(state, input, { on }) {
      changingPost(state, input.post, on)
      distinct('unit', input.units)
      distinct('goal', input.goals)
      for (const unit of input.units) liveUnit(state, unit, on)
      for (const goal of input.goals) liveGoal(state, goal, on)
      return [{ type: 'portfolio.assigned', data: input }]
    },
  },

  /** R1 */
  'taskForce.form': {
    input: z.extend(formed, {
      taskForce: ownId('taskForce'),
      units: z._default(formed.shape.units, []),
      tasks: z._default(formed.shape.tasks, []),
    }),
    decide(state, input, { on }) {
      free(state.taskForces, 'taskForce', input.taskForce)
      postOn(state, input.leader, on)
      distinct('unit', input.units)
      distinct('task', input.tasks)
      for (const unit of input.units) liveUnit(state, unit, on)
      for (const task of input.tasks) open(taskOn(state, task, on))
      return [{ type: 'taskForce.formed', data: input }]
    },
  },

  'taskForce.dissolve': {
    input: organisationEvents['taskForce.dissolved'],
    decide(state, input, { on }) {
      const force = need(state.taskForces, 'taskForce', input.taskForce, on, (row) => row.formed.on)
      live('taskForce', input.taskForce, force.dissolved)
      return [{ type: 'taskForce.dissolved', data: input }]
    },
  },
})
