import * as z from 'zod/mini'
import type { stateLaws } from '../laws.ts'
import { type Draft, handling, type Mutants, shaped, stateful } from './wrapping.ts'

/** What the laws of the state have to catch. */
export const stateMutants: Readonly<Record<keyof typeof stateLaws, Mutants>> = {
  'incremental = rebuild, read back in bulk, and going on live': [
    {
      breaks: 'a recipe reads the row that it changes beside its draft: in bulk they are one',
      says: /replayed in bulk: tasks.*last is/,
      core: handling('tasks', 'task.assigned', (own) => (tables, event) => {
        own(tables, event)
        const id = event.data.task ?? ''
        tables.tasks?.update(id, (row: Draft) => {
          row.last = '2026-01-01'
          row.last = (tables.tasks?.get(id) as unknown as Draft | undefined)?.last
        })
      }),
    },
    {
      breaks: 'a handler reads the clock',
      says: /depends on its surroundings/,
      core: handling('tasks', 'task.registered', (own) => (tables, event) => {
        own(tables, event)
        tables.tasks?.update(event.data.task ?? '', (row: Draft) => {
          row.since = new Date().getFullYear()
        })
      }),
    },
    {
      breaks: 'a handler keeps something of its own, beside the tables',
      says: /replayed in bulk: tasks/,
      core: (() => {
        let registered = 0
        return handling('tasks', 'task.registered', (own) => (tables, event) => {
          own(tables, event)
          registered++
          tables.tasks?.update(event.data.task ?? '', (row: Draft) => {
            row.number = registered
          })
        })
      })(),
    },
  ],
  'any split into batches gives the same state, and a dropped batch none': [
    {
      breaks: 'merging loses the problems',
      says: /problems/,
      machine: stateful({
        merge: (state) => {
          for (const [name, layer] of Object.entries(state.tables)) if (name !== 'problems') layer.merge()
        },
      }),
    },
    {
      breaks: 'an overlay writes through to what it lies over',
      says: /under a dropped overlay/,
      machine: stateful({ overlay: (state) => state, merge: () => undefined }),
    },
  ],
  'as-of = the log cut there': [
    { breaks: 'a fork goes on with the state', says: /as of position/, machine: stateful({ fork: (state) => state }) },
    {
      breaks: 'a handler changes a row in place, which a fork shares',
      says: /as of position|read only|read-only/,
      core: handling('tasks', 'task.registered', (own) => (tables, event) => {
        own(tables, event)
        for (const row of tables.tasks?.values() ?? []) if (!Object.isFrozen(row)) Object.assign(row, { last: event.on })
      }),
    },
  ],
  'incremental = snapshot + tail, in bulk and live': [
    {
      breaks: 'a row holds what JSON does not',
      says: /from a snapshot of position .*: tasks.*seen/,
      core: handling('tasks', 'task.registered', (own) => (tables, event) => {
        own(tables, event)
        tables.tasks?.update(event.data.task ?? '', (row: Draft) => {
          row.seen = undefined
        })
      }),
    },
    {
      breaks: 'a row that is read back is found under none of its keys',
      says: /from a snapshot of position .*: tasks by \w+ \S+ gives/,
      machine: stateful({
        table: (layer, name) =>
          name === 'tasks'
            ? Object.assign(Object.create(layer), {
                hydrateLater: (keys: string, text: string) =>
                  layer.hydrateLater(JSON.stringify(JSON.parse(keys).map(([id, ...of]: string[]) => [id, ...of.map(() => [])])), text),
              })
            : layer,
      }),
    },
    {
      breaks: 'a row that is read back loses what was changed of it afterwards',
      says: /from a snapshot of position .*: tasks/,
      machine: stateful({
        table(layer, name) {
          if (name !== 'tasks') return layer
          const texts = new Map<string, string>()
          return Object.assign(Object.create(layer), {
            hydrateLater(keys: string, text: string) {
              for (const row of JSON.parse(text)) texts.set(row.id, JSON.stringify(row))
              layer.hydrateLater(keys, text)
            },
            *values() {
              for (const row of layer.values()) yield texts.has(row.id) ? JSON.parse(texts.get(row.id) ?? '') : row
            },
          })
        },
      }),
    },
  ],
  'indexes follow rows, in overlays too': [
    {
      breaks: 'an index finds one row too few',
      says: /tasks by \w+ \S+ gives/,
      machine: stateful({
        table: (layer, name) => (name === 'tasks' ? { ...layer, by: (index, key) => layer.by(index, key).slice(1) } : layer),
      }),
    },
    {
      breaks: 'an index keeps the key that a row had first',
      says: /tasks by stage \w+ gives/,
      machine: stateful({
        table(layer, name) {
          if (name !== 'tasks') return layer
          const started = new Set<string>()
          return {
            ...layer,
            by(index, key) {
              const found = layer.by(index, key)
              if (index !== 'stage' || key !== 'registered') return found
              for (const row of found) started.add(row.id)
              return [...started].sort().flatMap((id) => layer.get(id) ?? [])
            },
          }
        },
      }),
    },
    {
      breaks: 'a count does not follow',
      says: /counts \d+, not/,
      machine: stateful({
        table: (layer, name) => (name === 'tasks' ? { ...layer, count: (index, key) => layer.count(index, key) + 1 } : layer),
      }),
    },
  ],
  'events keep their shape': [
    {
      breaks: 'the shape of an event changes what the log has',
      says: /its own shape changes it: .*task.registered.*weight/,
      core: shaped('task.registered', (own) => own.check(z.overwrite((data) => ({ ...data, weight: Number(data.weight) + 1 })))),
    },
  ],
}
