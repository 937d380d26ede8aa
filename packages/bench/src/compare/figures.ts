/** What several processes measured of one thing. */
export interface Figure {
  readonly name: string
  readonly median: number
  readonly min: number
  readonly max: number
  /** How many processes measured it. */
  readonly rounds: number
}

/** One ratio of two figures, round by round; of one figure by itself where there is no `under`. */
export interface RatioSpec {
  /** Stable: other programs read it. */
  readonly name: string
  readonly over: string
  /** The best of these, by its median, is compared with. */
  readonly under?: readonly string[]
  readonly target: number
  /** Smaller is better. */
  readonly atMost?: true
}

export interface Ratio {
  readonly name: string
  readonly ratio: number
  readonly target: number
  readonly atMost?: true
  readonly min: number
  readonly max: number
  /** The figure that it was compared with. */
  readonly under?: string
}

/** Values by figure, one a round, in the order of the rounds. */
export type Taken = ReadonlyMap<string, readonly number[]>

/** The middle value, the mean of the two middle ones of an even number. NaN for none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}

export const figureOf = (name: string, values: readonly number[]): Figure => ({
  name,
  median: median(values),
  min: Math.min(...values),
  max: Math.max(...values),
  rounds: values.length,
})

/**
 * A ratio is the median of the rounds' own ratios: contenders take turns, so that what slows the machine for a while slows both sides of a
 * round. Undefined when a figure that it needs was not taken.
 */
export function ratioOf(spec: RatioSpec, taken: Taken): Ratio | undefined {
  const over = taken.get(spec.over)
  if (!over || over.length === 0) return undefined
  const best = spec.under && bestOf(spec.under, taken)
  if (spec.under && best === undefined) return undefined
  const below = best === undefined ? undefined : (taken.get(best) as readonly number[])
  const rounds = below ? Math.min(over.length, below.length) : over.length
  const ratios = over.slice(0, rounds).map((value, round) => value / (below?.[round] ?? 1))
  return {
    name: spec.name,
    ratio: median(ratios),
    target: spec.target,
    ...(spec.atMost && { atMost: true }),
    min: Math.min(...ratios),
    max: Math.max(...ratios),
    ...(best !== undefined && { under: best }),
  }
}

/** The figure with the highest median: of rates the fastest. */
function bestOf(names: readonly string[], taken: Taken): string | undefined {
  const there = names.filter((name) => (taken.get(name)?.length ?? 0) > 0)
  return there.sort((a, b) => median(taken.get(b) ?? []) - median(taken.get(a) ?? []))[0]
}

export const met = ({ ratio, target, atMost }: Pick<Ratio, 'ratio' | 'target' | 'atMost'>): boolean =>
  atMost ? ratio <= target : ratio >= target
