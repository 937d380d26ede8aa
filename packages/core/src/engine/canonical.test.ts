import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonical } from './canonical.ts'

describe('canonical JSON (RFC 8785)', () => {
  it('writes the numbers and strings of section 3.2.2 as the RFC does', () => {
    const value = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    }
    expect(canonical(value)).toBe(
      `{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA'B\\"\\\\\\\\\\"/"}`,
    )
  })

  it('sorts keys by UTF-16 code units, as section 3.2.3 shows', () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    }
    const order = [...canonical(value).matchAll(/:"([^"]+)"/g)].map((match) => match[1])
    expect(order).toEqual([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ])
  })

  it('leaves out what is undefined, and refuses what JSON can not hold', () => {
    expect(canonical({ a: undefined, b: 1 })).toBe('{"b":1}')
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, [undefined], 1n, () => 0, '\ud800', { '\udc00': 1 }, ['a\ud83d']])
      expect(() => canonical(value)).toThrow(TypeError)
  })

  it('writes what the platform would write otherwise: whole numbers as keys, __proto__, a toJSON, an escape that is text', () => {
    expect(canonical({ in: { 10: 'a', 9: 'b' }, a: 1 })).toBe('{"a":1,"in":{"10":"a","9":"b"}}')
    expect(canonical([{ b: 1, 9: 2, 10: 3 }])).toBe('[{"10":3,"9":2,"b":1}]')
    expect(canonical(JSON.parse('{"b":1,"__proto__":{"d":2,"c":3},"a":0}'))).toBe('{"__proto__":{"c":3,"d":2},"a":0,"b":1}')
    expect(canonical({ a: JSON.parse('{"__proto__":{"d":2,"c":3}}') })).toBe('{"a":{"__proto__":{"c":3,"d":2}}}')
    expect(canonical({ on: new Date(0) })).toBe('{"on":"1970-01-01T00:00:00.000Z"}')
    expect(canonical({ b: '\\ud800', a: undefined })).toBe('{"b":"\\\\ud800"}')
    expect(canonical({ a: 1, b: { d: 1, c: [{ f: 1, e: undefined }] } })).toBe('{"a":1,"b":{"c":[{"f":1}],"d":1}}')
  })

  it('is a fixed point: parsing and writing again gives the same text', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        let text: string
        try {
          text = canonical(value)
        } catch {
          return fc.pre(false)
        }
        expect(canonical(JSON.parse(text))).toBe(text)
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  it('does not depend on the order in which keys were set', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.string(), fc.integer()), { selector: ([key]) => key }),
        fc.func(fc.integer()),
        (entries, rank) => {
          const shuffled = [...entries].sort((a, b) => rank(a) - rank(b))
          expect(canonical(Object.fromEntries(shuffled))).toBe(canonical(Object.fromEntries(entries)))
        },
      ),
    )
  })
})
