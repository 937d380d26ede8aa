import { seeTask } from '../domain/measures/task.ts'
import { upTo } from '../engine/history.ts'
import { type File, indicatorRows, latenessRows, noteOf, rowIn, type Section, taskRow, together } from './dossier-rows.ts'
import { taskTitle } from './list-rows.ts'
import { postNamed, unitNamed, unitOrNull } from './naming.ts'
import { threadOf } from './thread.ts'

const ledgerLine: Section = (file) => {
  const task = file.state.tasks.get(file.id)
  const seen = task && seeTask(file.state, task, file.on)
  return seen ? [{ ...taskRow(file, 'ledger', seen), note: noteOf(seen.facts.content) }] : []
}

const owners: Section = ({ state, on, id }) =>
  upTo(state.tasks.get(id)?.owners ?? [], on).map(({ on: since, value }) => {
    const units = value.cooperating.map((unit) => unitNamed(state, unit, since).name)
    const lead = value.lead === undefined ? [] : [postNamed(state, value.lead, since).name]
    return rowIn('owners', 'task', id, taskTitle(state, id, since), {
      unit: unitOrNull(state, value.responsible, since),
      since,
      note: together([...lead, ...units]),
    })
  })

const stages: Section = ({ state, on, id }) =>
  upTo(state.tasks.get(id)?.stages ?? [], on).map(({ on: since, value }) =>
    rowIn('stages', 'task', id, taskTitle(state, id, since), {
      state: value.stage,
      since,
      due: value.until ?? null,
      note: noteOf(value.reason),
    }),
  )

const milestones: Section = ({ state, on, id }) => {
  const task = state.tasks.get(id)
  return ((task && seeTask(state, task, on)?.milestones) ?? []).map((one) =>
    rowIn('milestones', 'milestone', `${id}/${one.id}`, one.title, {
      state: one.state === 'open' ? 'pending' : one.state,
      since: one.since,
      due: one.due,
      days: one.late || null,
      rests: [`task:${id}`],
    }),
  )
}

const taskLateness: Section = (file) => {
  const task = file.state.tasks.get(file.id)
  return task ? latenessRows(file, task) : []
}

const taskThread: Section = ({ state, on, id }) =>
  threadOf(state, id, on).map((one) => {
    const [kind = '', subject = ''] = one.subject.split(/:(.*)/s)
    const title = one.note ?? (kind === 'task' ? taskTitle(state, id, on) : subject)
    return rowIn('thread', kind, subject, title, { state: one.what, unit: one.unit, since: one.on })
  })

/** Everything about a task. */
export const taskSections: readonly Section[] = [
  ledgerLine,
  owners,
  stages,
  milestones,
  (file: File) => indicatorRows(file, file.id),
  taskLateness,
  taskThread,
]
