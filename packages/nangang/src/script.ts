import type { Actor, Basis, CommandsIn, InputOf } from '@bihuan/core'
import type { AnyStep, CommandName } from './types.ts'

/** What a step may say beside its command and input. */
export interface Said {
  readonly on?: string
  readonly basis?: Basis
  readonly onBehalfOf?: string
  readonly items?: readonly string[]
}

/** Writes steps down, each with an id and an instant of its own. */
export interface Script {
  /** A step entered on `day`, in the district's zone, after all that was entered on it before. */
  add<N extends CommandName>(day: string, actor: Actor, command: N, input: InputOf<CommandsIn[N]>, said?: Said): void
  /** All steps in the order of entry. */
  steps(): readonly AnyStep[]
}

/** `prefix` begins the ids. */
export function script(prefix: string): Script {
  const days = new Map<string, Omit<AnyStep, 'id' | 'at'>[]>()
  return {
    add(day, actor, command, input, said = {}) {
      const list = days.get(day)
      const step = { command, input, actor, ...said } as Omit<AnyStep, 'id' | 'at'>
      if (list) list.push(step)
      else days.set(day, [step])
    },
    steps() {
      let n = 0
      return [...days.keys()].sort().flatMap((day) =>
        (days.get(day) as Omit<AnyStep, 'id' | 'at'>[]).map((step, i) => {
          // From eight in the morning in Harbin, eight hours ahead of UTC, at most until midnight.
          const at = new Date(Date.parse(`${day}T00:00:00.000Z`) + Math.min(i * 20_000, 57_000_000)).toISOString()
          return { id: `${prefix}-${String(++n).padStart(4, '0')}`, at, ...step } as AnyStep
        }),
      )
    },
  }
}
