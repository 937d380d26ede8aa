import type { Call } from '../../src/work/task.ts'

/** A task as the deciders of peers that do equal work see it: enough to refuse what is out of turn. */
export interface TaskState {
  readonly version: number
  readonly stage: 'none' | 'registered' | 'underWay' | 'closing' | 'closed'
  readonly percent: number
}

export interface TaskEvent {
  readonly type: string
  readonly data: Record<string, unknown>
}

export const initialTask = (): TaskState => ({ version: 0, stage: 'none', percent: 0 })

export function evolveTask(state: TaskState, { type, data }: TaskEvent): TaskState {
  const { version, stage, percent } = state
  switch (type) {
    case 'task.registered':
      return { version: 1, stage: 'registered', percent: 0 }
    case 'task.started':
      return { version: version + 1, stage: 'underWay', percent }
    case 'progress.reported':
      return { version: version + 1, stage, percent: data.percent as number }
    case 'closing.requested':
      return { version: version + 1, stage: ofTask(data) ? 'closing' : stage, percent }
    case 'closing.approved':
      return { version: version + 1, stage: ofTask(data) ? 'closed' : stage, percent }
    default:
      return { version: version + 1, stage, percent }
  }
}

const ofTask = ({ subject }: Record<string, unknown>) => (subject as { readonly milestone?: string }).milestone === undefined

/** Refuses what comes out of turn, and otherwise gives the call's facts. */
export function decideTask({ task, version, facts }: Call, state: TaskState): TaskEvent[] {
  if (state.stage === 'closed') throw new Error(`${task} is closed`)
  if (state.version !== version) throw new Error(`${task} is at ${state.version}, not ${version}`)
  return facts as unknown as TaskEvent[]
}
