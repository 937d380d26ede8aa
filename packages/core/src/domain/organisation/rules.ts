import { firstDay, lastDay } from '../../engine/history.ts'
import { inOrder, live, need } from '../require.ts'
import type { District } from '../state.ts'
import type { Post, Unit } from './state.ts'

/** What the decisions about the organisation ask of its rows. */

export const unitOn = ({ units }: Pick<District, 'units'>, id: string, on: string): Unit =>
  need(units, 'unit', id, on, (unit) => firstDay(unit.names))

/** A unit that has not ended, and nothing later than `on` is said of it yet (R1, R19). */
export function changingUnit(state: Pick<District, 'units'>, id: string, on: string): Unit {
  const unit = unitOn(state, id, on)
  live('unit', id, unit.ended)
  inOrder('unit', id, lastDay(unit.names), on)
  return unit
}

export const postOn = ({ posts }: Pick<District, 'posts'>, id: string, on: string): Post =>
  need(posts, 'post', id, on, (post) => firstDay(post.titles))

/** A post of which nothing later than `on` is said yet (R19). */
export function changingPost(state: Pick<District, 'posts'>, id: string, on: string): Post {
  const post = postOn(state, id, on)
  inOrder('post', id, lastOf(post), on)
  return post
}

const lastOf = (post: Post): string =>
  [post.titles, post.holders, post.portfolios]
    .flatMap((history) => (history.length > 0 ? [lastDay(history)] : []))
    .sort()
    .at(-1) as string
