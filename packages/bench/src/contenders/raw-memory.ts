import { type LogRecord, leafHash, systemHasher } from '@bihuan/core'
import { plainFold } from '../work/plain-fold.ts'
import { recordsOfAll } from '../work/records.ts'
import { calls } from '../work/task.ts'
import type { Contender } from './contender.ts'

/** Records in an array, hashed, parsed and folded plainly: what a replay from memory can't do without. Filled in the process that replays. */
export const rawMemory = (): Contender => {
  let records: readonly LogRecord[] = []
  return {
    does: 'an array of records',
    fill: async (_place, tasks) => {
      records = [...recordsOfAll(calls(0, tasks)).values()].flat()
    },
    replay: async (_place, model) => {
      for (const { leaf, text } of records) {
        if (leafHash(systemHasher, text) !== leaf) throw new Error('a leaf differs')
        plainFold(model, JSON.parse(text))
      }
      return model.events
    },
    open: async () => ({ write: async () => undefined, close: async () => undefined }),
  }
}
