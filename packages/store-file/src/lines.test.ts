import type { LogRecord } from '@bihuan/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { draftFrame, frameAt, nothingBefore, sealFrame } from './frame.ts'
import { commandsOf, decodeLine, encodeLine, linesOf } from './lines.ts'

const odd = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('"', '\\', ',"event":', '{', '}', '\n', '\r', '\u2028', '\ud800', '环', ',"type":', '\0') }),
)
const text = fc.oneof(
  odd,
  fc.json(),
  fc.dictionary(odd, odd).map((object) => JSON.stringify(object)),
  fc.json().map((json) => ` ${json}\n`),
  fc.dictionary(odd, odd).map((object) => JSON.stringify(object, null, 1)),
  odd.map((text) => `{"a":"${text}"}`),
  fc.constant('{"a":1,"event":{"text":2,"event":3}}'),
)

const records = (from: number) =>
  fc
    .array(
      fc.record({ type: odd, recordedAt: odd, subjects: fc.array(odd), leaf: odd, text, command: fc.option(odd, { nil: undefined }) }),
      {
        minLength: 1,
        maxLength: 5,
      },
    )
    .map((all) =>
      all.map(({ command, ...rest }, i): LogRecord => ({ position: from + i, ...(command !== undefined && { command }), ...rest })),
    )

const frames = fc.integer({ min: 1, max: 2 ** 40 }).chain(records)

test('a frame gives back its records, whatever is in them, and each of its lines is JSON', { timeout: 60_000 }, () =>
  fc.assert(
    fc.property(frames, (records) => {
      const from = records[0]?.position ?? 0
      const bytes = draftFrame(from, records.length, records.map(encodeLine).join(''))
      const sha256 = sealFrame(bytes, from, nothingBefore)
      const frame = frameAt(bytes, 0, { from, previous: nothingBefore })
      if (typeof frame !== 'object') throw new Error(String(frame))
      expect(frame).toMatchObject({ from, records: records.length, sha256, length: bytes.length })
      expect(frameAt(bytes, 0, { from: from + 1, previous: undefined })).toBe('the commit is of another position')
      expect(linesOf(frame).map(decodeLine)).toStrictEqual(records)
      expect(commandsOf(frame)).toEqual(records.flatMap(({ command, position }) => (command === undefined ? [] : [[command, position]])))
      const lines = bytes.toString().split('\n').slice(0, -1)
      expect(lines.map((line) => JSON.parse(line)).slice(1)).toMatchObject(
        records.map(({ position, subjects }) => ({ position, subjects })),
      )
    }),
    { numRuns: 1000 },
  ),
)
