import { Conflict, Corrupt, type Dictionary, DuplicateCommand, InvalidInput, Refused, StoreError, Tampered, Unproved } from '@bihuan/core'
import { type Bench, cases } from './case.ts'
import { languages, manyHistories } from './samples.ts'
import { messageOf, skeleton } from './telling.ts'

const mustTellError = async ({ renderer, read }: Bench, error: unknown, words: Dictionary) => {
  const { code, sentence, places } = words.error(error)
  const bytes = await renderer.renderError(error, words).catch((thrown: unknown) => {
    throw new Error(`${code} is not rendered: ${messageOf(thrown)}`)
  })
  const shown = skeleton(await read(bytes))
  for (const part of [code, sentence, ...places.flatMap((place) => [place.path, place.code, place.sentence])])
    if (!shown.includes(skeleton(part))) throw new Error(`of ${code}, ${JSON.stringify(part)} is not told in ${words.lang}`)
}

/** Whatever is thrown is told: its code, its sentence, each place. */
export const erring = cases({
  async 'tells refusals'(bench) {
    const known = new Map<string, Refused>()
    for (const { steps } of manyHistories(bench.settings.seed, bench.settings.runs))
      for (const { result } of steps) if ('refusal' in result) known.set(result.refusal.code, new Refused(result.refusal))
    known.set('notReady', new Refused({ code: 'notReady', rule: 'R3', task: 'T-1', missing: ['lead', 'content'] } as never))
    for (const words of languages) for (const error of known.values()) await mustTellError(bench, error, words)
  },
  async 'tells every other error of this library'(bench) {
    const errors = [
      new InvalidInput([
        { path: ['milestones', 1, 'due'], code: 'invalid_type', message: 'expected a day', params: { expected: 'string' } },
        { path: [], code: 'unrecognized_keys', message: 'unknown keys', params: { keys: ['x'] } },
      ]),
      new Conflict('nangang', 7, 9),
      new DuplicateCommand('nangang', 'c-1'),
      ...(['unavailable', 'busy', 'notAStore', 'damaged', 'newer', 'closed', 'unsupported'] as const).map(
        (code) => new StoreError(code, 'another process has it'),
      ),
      new Tampered(12, 'the leaf hash'),
      ...(['notJson', 'unknownType', 'newerVersion', 'badShape', 'gap', 'halfCommand'] as const).map((code) => new Corrupt(3, code, 'x.y')),
      new Unproved('badSignature', { key: 'nangang' }),
    ]
    for (const words of languages) for (const error of errors) await mustTellError(bench, error, words)
  },
  async 'tells what is no error of this library'(bench) {
    for (const words of languages)
      for (const error of [new TypeError('x is not a function'), 'a text', undefined, null, 42, {}, Symbol.iterator])
        await mustTellError(bench, error, words)
  },
})
