import type { Actor, Basis } from '@bihuan/core'
import type { AnyStep } from './types.ts'

/** What a district has to be able to do for a history to be played into it. */
export interface Player {
  send(
    command: string,
    input: unknown,
    options: { actor: Actor; id: string; on?: string; basis?: Basis; onBehalfOf?: string },
  ): Promise<unknown>
}

export interface PlayOptions {
  /** Sets the district's clock to a step's instant before it is sent. */
  readonly setClock?: (at: string) => void
  /** Hears of each step once it is recorded. */
  readonly onStep?: (step: AnyStep, done: number) => void
}

/** Sends steps in their order, those of one day together so that they share commits. @throws what the district throws */
export async function play(district: Player, steps: readonly AnyStep[], options: PlayOptions = {}): Promise<void> {
  let done = 0
  for (let from = 0; from < steps.length; ) {
    const day = (steps[from] as AnyStep).at.slice(0, 10)
    let to = from
    while (to < steps.length && (steps[to] as AnyStep).at.startsWith(day)) to++
    const group = steps.slice(from, to)
    options.setClock?.((group[group.length - 1] as AnyStep).at)
    await Promise.all(
      group.map(async (step) => {
        const { actor, id, on, basis, onBehalfOf } = step
        await district.send(step.command, step.input, {
          actor,
          id,
          ...(on !== undefined && { on }),
          ...(basis && { basis }),
          ...(onBehalfOf !== undefined && { onBehalfOf }),
        })
        options.onStep?.(step, ++done)
      }),
    )
    from = to
  }
}
