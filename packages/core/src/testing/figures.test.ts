import { beforeAll, describe, expect, it } from 'vitest'
import type { RefusalCode } from '../domain/refusals.ts'
import { coreEvents } from '../domain/state.ts'
import { en } from '../words/en.ts'
import { ask } from './ask.ts'
import { counting, type Figures } from './figures.ts'
import { legalHistory } from './histories.ts'

/** The same histories every time, so that a figure moves only when moves or rules do. */
const fixed = { runs: 2000, seed: 1123 }

/** Refusals of the log that runs, not of a decision: R18 is about commands that are sent again. */
const ofTheLog: readonly RefusalCode[] = ['commandReused']
const codes = (Object.keys(en.refusals) as RefusalCode[]).filter((code) => !ofTheLog.includes(code))

describe(`what ${fixed.runs} histories are made of, seed ${fixed.seed}`, () => {
  let figures: Figures
  let commands: ReadonlySet<string>

  beforeAll(() => {
    const { take, figures: counted } = counting()
    ask(
      legalHistory(),
      {
        counted: (history) => {
          take(history)
          commands = new Set(history.machine.commands.keys())
        },
      },
      fixed,
    )
    figures = counted()
    const least = (map: ReadonlyMap<string, number>) =>
      [...map]
        .sort(([, a], [, b]) => a - b)
        .slice(0, 8)
        .map(([name, n]) => `${name} ${n}`)
        .join(', ')
    console.log(
      [
        `of ${figures.histories} histories: ${figures.acceptedMedian} commands accepted, ${figures.randomAcceptedMedian} of them random, ${figures.eventsMedian} events (medians)`,
        `rarest events, by histories: ${least(figures.types)}`,
        `rarest refusals: ${least(figures.refusals)}`,
      ].join('\n'),
    )
  }, 300_000)

  it('half of them have 40 accepted commands and more, beside those that all begin with', () => {
    expect(figures.randomAcceptedMedian).toBeGreaterThanOrEqual(40)
  })
  it('every command is accepted in some and refused in some', () => {
    const never = (how: 'accepted' | 'refused') => [...commands].filter((name) => !figures.commands.get(name)?.[how])
    expect({ accepted: never('accepted'), refused: never('refused') }).toEqual({ accepted: [], refused: ['district.open'] })
  })
  it('every event is in one of a hundred', () => {
    expect(Object.keys(coreEvents).filter((type) => (figures.types.get(type) ?? 0) < fixed.runs / 100)).toEqual([])
  })
  it('every refusal comes a hundred times in ten thousand', () => {
    expect(codes.filter((code) => (figures.refusals.get(code) ?? 0) < fixed.runs / 100)).toEqual([])
  })
})
