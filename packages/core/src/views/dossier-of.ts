import { valueOn } from '../engine/history.ts'
import { postSections } from './dossier-post.ts'
import type { File } from './dossier-rows.ts'
import { taskSections } from './dossier-task.ts'
import { unitSections } from './dossier-unit.ts'

/**
 * What is in the dossier of a unit, a post and a task: a list of sections, each a function of the file. What further slices know
 * of them (results of assessments, listings, circulars, interviews) is one more section in these lists, and in `dossierSections`.
 */
export const sections = { unit: unitSections, post: postSections, task: taskSections }

/** The name on the day; undefined of what did not exist by then. */
export const nameOf = {
  unit: ({ state, on, id }: File) => valueOn(state.units.get(id)?.names ?? [], on),
  post: ({ state, on, id }: File) => valueOn(state.posts.get(id)?.titles ?? [], on)?.title,
  task: ({ state, on, id }: File) => valueOn(state.tasks.get(id)?.facts ?? [], on)?.title,
}
