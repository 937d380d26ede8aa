import { configureStore, createSlice, type PayloadAction } from '@reduxjs/toolkit'
import type { Contender } from '../../src/contenders/contender.ts'
import type { PlainTask } from '../../src/work/plain-fold.ts'

interface State {
  tasks: Record<string, { id: string; title: string; stage: PlainTask['stage']; percent: number; reports: number }>
  closed: number
  events: number
}

interface Happened {
  readonly type: string
  readonly data: {
    readonly task: string
    readonly title: string
    readonly percent: number
    readonly subject: { readonly task: string; readonly milestone?: string }
  }
}

/** A reducer over a dictionary of tasks, as the tutorials write it: immer drafts the whole dictionary for every event, and freezes it. */
const slice = createSlice({
  name: 'tasks',
  initialState: { tasks: {}, closed: 0, events: 0 } as State,
  reducers: {
    happened(state, { payload: { type, data } }: PayloadAction<Happened>) {
      state.events++
      const move = (id: string, stage: PlainTask['stage']) => {
        const row = state.tasks[id]
        if (row) row.stage = stage
      }
      switch (type) {
        case 'task.registered':
          state.tasks[data.task] = { id: data.task, title: data.title, stage: 'registered', percent: 0, reports: 0 }
          break
        case 'task.started':
          move(data.task, 'underWay')
          break
        case 'progress.reported': {
          const row = state.tasks[data.task]
          if (!row) break
          row.percent = data.percent
          row.reports++
          break
        }
        case 'closing.requested':
          if (data.subject.milestone === undefined) move(data.subject.task, 'closing')
          break
        case 'closing.approved':
          if (data.subject.milestone !== undefined) break
          move(data.subject.task, 'closed')
          state.closed++
      }
    },
  },
})

export const contenders: Readonly<Record<string, Contender>> = {
  'rtk.memory': {
    does: 'an array of events, and a dispatch of each into a reducer over a dictionary',
    async open() {
      const store = configureStore({ reducer: slice.reducer })
      const log: unknown[] = []
      return {
        async write({ facts }) {
          for (const fact of facts) {
            log.push(fact)
            store.dispatch(slice.actions.happened(fact as unknown as Happened))
          }
        },
        count: async () => store.getState().events,
        async close() {},
      }
    },
  },
}
