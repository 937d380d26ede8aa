/** What follows a table: see `Reader`. */
interface Followed {
  version(): number | undefined
  since(version: number): readonly string[] | undefined
}

/** Ids of the rows that were written since an answer was last up to date, by table. */
export type Written<S> = { readonly [N in keyof S]?: readonly string[] }

export interface Keeping<S, Q extends readonly string[], V> {
  /** The tables that answers are read from; all when left out. */
  readonly tables?: readonly (keyof S & string)[]
  /** How many answers are kept of a state. */
  readonly most: number
  readonly begin: (state: S, ...question: Q) => V
  /** Brings an answer up to date. False when beginning anew costs less. */
  readonly follow: (answer: V, state: S, written: Written<S>, ...question: Q) => boolean
}

interface Answer<V> {
  readonly value: V
  readonly at: ReadonlyMap<string, number>
}
interface Known<V> {
  /** That which was asked for longest ago comes first. */
  readonly answers: Map<string, Answer<V>>
  /** Questions that were asked once while there was no room for their answer. */
  readonly once: Set<string>
}

/**
 * Answers about a state that follow the rows which are written to it: asking again costs what has changed. They go with the state. When
 * there is no room, an answer that is asked for a second time takes the place of the one that was asked for longest ago. Of a draft
 * nothing is kept; what was written without telling which rows is read anew.
 */
export function keeping<S extends { readonly [N in keyof S]: Followed }, Q extends readonly string[], V>({
  tables,
  most,
  begin,
  follow,
}: Keeping<S, Q, V>): (state: S, ...question: Q) => V {
  const known = new WeakMap<S, Known<V>>()
  const namesIn = (state: S) => tables ?? (Object.keys(state) as (keyof S & string)[])

  function standing(state: S): ReadonlyMap<string, number> | undefined {
    const at = new Map<string, number>()
    for (const name of namesIn(state)) {
      const version = state[name].version()
      if (version === undefined) return undefined
      at.set(name, version)
    }
    return at
  }

  function writtenSince(state: S, at: ReadonlyMap<string, number>): Written<S> | undefined {
    const written: { [N in keyof S]?: readonly string[] } = {}
    for (const name of namesIn(state)) {
      const ids = state[name].since(at.get(name) as number)
      if (!ids) return undefined
      if (ids.length > 0) written[name] = ids
    }
    return written
  }

  return (state, ...question) => {
    const key = question.join(' ')
    const { answers, once } = known.get(state) ?? { answers: new Map<string, Answer<V>>(), once: new Set<string>() }
    const answer = answers.get(key)
    // Not there while it follows: should that fail half way, it is wrong.
    answers.delete(key)
    const written = answer && writtenSince(state, answer.at)
    const value = answer && written && follow(answer.value, state, written, ...question) ? answer.value : begin(state, ...question)
    const at = standing(state)
    if (!at) return value
    known.set(state, { answers, once })
    if (answers.size >= most && !once.delete(key)) {
      if (once.size >= most) once.clear()
      once.add(key)
      return value
    }
    if (answers.size >= most) answers.delete(answers.keys().next().value as string)
    answers.set(key, { value, at })
    return value
  }
}
