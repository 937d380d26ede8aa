import { valueOn } from '../engine/history.ts'
import { postSections } from './dossier-post.ts'
import type { File } from './dossier-rows.ts'
import { taskSupervision, unitSupervision } from './dossier-supervision.ts'
import { taskSections } from './dossier-task.ts'
import { unitSections } from './dossier-unit.ts'

/**
 * What is in the dossier of a unit, a post and a task: a list of sections, each a function of the file. What a further slice
 * knows of them is one more section in these lists, and in `dossierSections`.
 */
export const sections = {
  unit: [...unitSections, ...unitSupervision],
  post: postSections,
  task: [...taskSections, ...taskSupervision],
}

/** The name on the day; undefined of what did not exist by then. */
export const nameOf = {
  unit: ({ state, on, id }: File) => valueOn(state.units.get(id)?.names ?? [], on),
  post: ({ state, on, id }: File) => valueOn(state.posts.get(id)?.titles ?? [], on)?.title,
  task: ({ state, on, id }: File) => valueOn(state.tasks.get(id)?.facts ?? [], on)?.title,
}
