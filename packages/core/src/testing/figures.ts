import { accepted, type LegalHistory } from './legal-history.ts'

/** What histories are made of: medians, how many of them have an event of each type, and how often each refusal came. */
export interface Figures {
  readonly histories: number
  /** Accepted commands of a history, with the prelude's, and the random ones alone. */
  readonly acceptedMedian: number
  readonly randomAcceptedMedian: number
  readonly eventsMedian: number
  /** In how many histories an event of the type is. */
  readonly types: ReadonlyMap<string, number>
  readonly commands: ReadonlyMap<string, { readonly accepted: number; readonly refused: number }>
  /** How often each refusal came, by its code; `(invalid input)` for inputs of another shape. */
  readonly refusals: ReadonlyMap<string, number>
}

/** Counts histories one by one, so that none has to be kept. */
export function counting(): { readonly take: (history: LegalHistory) => void; readonly figures: () => Figures } {
  const types = new Map<string, number>()
  const commands = new Map<string, { accepted: number; refused: number }>()
  const refusals = new Map<string, number>()
  const all: number[] = []
  const random: number[] = []
  const lengths: number[] = []
  const count = (map: Map<string, number>, key: string) => map.set(key, (map.get(key) ?? 0) + 1)
  return {
    take({ events, steps, given }) {
      for (const type of new Set(events.map((event) => event.type))) count(types, type)
      for (const step of steps) {
        const of = commands.get(step.command) ?? { accepted: 0, refused: 0 }
        commands.set(step.command, of)
        if (accepted(step)) of.accepted++
        else of.refused++
        if ('refusal' in step.result) count(refusals, step.result.refusal.code)
        if ('invalid' in step.result) count(refusals, '(invalid input)')
      }
      all.push(steps.filter(accepted).length)
      random.push(steps.slice(given).filter(accepted).length)
      lengths.push(events.length)
    },
    figures: () => ({
      histories: all.length,
      acceptedMedian: median(all),
      randomAcceptedMedian: median(random),
      eventsMedian: median(lengths),
      types,
      commands,
      refusals,
    }),
  }
}

/** The figures of some histories. */
export function figuresOf(histories: Iterable<LegalHistory>): Figures {
  const { take, figures } = counting()
  for (const history of histories) take(history)
  return figures()
}

const median = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
