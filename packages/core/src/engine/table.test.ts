import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTable, type Layer, table } from './table.ts'

interface Item {
  readonly id: string
  readonly tags: readonly string[]
  readonly nested: { readonly count: number; readonly log: readonly number[] }
}

const spec = table<Item, 'tag' | 'parity'>({ tag: (row) => row.tags, parity: (row) => [row.nested.count % 2 === 0 ? 'even' : 'odd'] })
const ids = ['a', 'b', 'c', 'valueOf', '__proto__']
const tags = ['x', 'y', 'constructor']

type Op = { readonly op: 'insert' | 'tag' | 'count' | 'revise'; readonly id: string; readonly tags: readonly string[]; readonly by: number }
const op: fc.Arbitrary<Op> = fc.record({
  op: fc.constantFrom('insert' as const, 'tag' as const, 'count' as const, 'revise' as const),
  id: fc.constantFrom(...ids),
  tags: fc.uniqueArray(fc.constantFrom(...tags)),
  by: fc.integer({ min: -3, max: 3 }),
})

function apply(rows: Layer<Item>, { op: kind, id, tags: wanted, by }: Op): void {
  if (kind === 'insert') {
    if (!rows.has(id)) rows.insert({ id, tags: [...wanted], nested: { count: by, log: [] } })
  } else if (kind === 'revise')
    rows.revise(id, ['tags'], (row) => {
      for (const tag of wanted) if (!row.tags.includes(tag)) row.tags.unshift(tag)
      row.nested = { count: by, log: row.nested.log }
    })
  else
    rows.update(id, (row) => {
      if (kind === 'tag') row.tags = [...wanted]
      else {
        row.nested.count += by
        row.nested.log.push(by)
      }
    })
}

/** What the table must say, by the plainest means. */
function oracle(ops: readonly Op[]): Map<string, Item> {
  const rows = new Map<string, Item>()
  for (const { op: kind, id, tags: wanted, by } of ops) {
    const row = rows.get(id)
    if (kind === 'insert') {
      if (!row) rows.set(id, { id, tags: wanted, nested: { count: by, log: [] } })
    } else if (row && kind === 'revise') {
      const all = [...wanted.filter((tag) => !row.tags.includes(tag)).reverse(), ...row.tags]
      rows.set(id, { id, tags: all, nested: { count: by, log: row.nested.log } })
    } else if (row)
      rows.set(
        id,
        kind === 'tag' ? { ...row, tags: wanted } : { ...row, nested: { count: row.nested.count + by, log: [...row.nested.log, by] } },
      )
  }
  return rows
}

function expectSame(rows: Layer<Item>, wanted: Map<string, Item>): void {
  expect([...rows.values()]).toEqual([...wanted.values()])
  expect(rows.size).toBe(wanted.size)
  for (const id of ids) expect(rows.get(id)).toEqual(wanted.get(id))
  const found = (test: (row: Item) => boolean) => [...wanted.values()].filter(test).sort((a, b) => (a.id < b.id ? -1 : 1))
  for (const tag of tags) {
    expect(rows.by('tag', tag)).toEqual(found((row) => row.tags.includes(tag)))
    expect(rows.count('tag', tag)).toBe(found((row) => row.tags.includes(tag)).length)
  }
  for (const parity of ['even', 'odd'])
    expect(rows.by('parity', parity)).toEqual(found((row) => (row.nested.count % 2 === 0 ? 'even' : 'odd') === parity))
}

describe('Table', () => {
  it('live, bulk, in overlays merged at any points, and two overlays deep: the same rows and indexes', () => {
    fc.assert(
      fc.property(fc.array(fc.array(op, { maxLength: 8 }), { maxLength: 6 }), (batches) => {
        const wanted = oracle(batches.flat())
        const live = createTable(spec)
        const bulk = createTable(spec)
        bulk.bulk = true
        const merged = createTable(spec)
        for (const batch of batches) {
          for (const one of batch) {
            apply(live, one)
            apply(bulk, one)
          }
          const so = oracle(batches.slice(0, batches.indexOf(batch) + 1).flat())
          // who was asked keeps indexes, which then have to follow
          expectSame(bulk, so)
          const before = JSON.stringify([...merged.values()])
          const draft = merged.overlay()
          const half = Math.floor(batch.length / 2)
          for (const one of batch.slice(0, half)) apply(draft, one)
          const inner = draft.overlay()
          for (const one of batch.slice(half)) apply(inner, one)
          expectSame(inner, so)
          expect(JSON.stringify([...merged.values()])).toBe(before)
          inner.merge()
          draft.merge()
        }
        expectSame(live, wanted)
        expectSame(bulk, wanted)
        expectSame(merged, wanted)
        expectSame(live.fork(), wanted)
      }),
      { numRuns: 400 },
    )
  })

  it('says whether the row that is to be revised was there', () => {
    const rows = createTable(spec)
    const add = () => undefined
    expect(rows.revise('a', [], add)).toBe(false)
    rows.insert({ id: 'a', tags: [], nested: { count: 0, log: [] } })
    const draft = rows.overlay()
    expect([rows.revise('a', [], add), draft.revise('a', ['tags'], add), draft.revise('b', [], add)]).toEqual([true, true, false])
    rows.bulk = true
    expect([rows.revise('a', ['tags'], add), rows.revise('b', [], add)]).toEqual([true, false])
  })

  it('tells what was written since, until that is too long ago or was written in bulk; a draft never does', () => {
    const rows = createTable(spec)
    const insert = (id: string) => rows.insert({ id, tags: [], nested: { count: 0, log: [] } })
    const add = (row: { nested: { count: number } }) => void row.nested.count++
    insert('a')
    const at = rows.version() as number
    expect(rows.since(at)).toEqual([])
    insert('b')
    const draft = rows.overlay()
    draft.update('a', add as never)
    expect([draft.version(), draft.since(0), rows.since(at)]).toEqual([undefined, undefined, ['b']])
    draft.merge()
    expect(rows.since(at)).toEqual(['b', 'a'])
    draft.update('b', add as never)
    draft.drop()
    expect([draft.get('b')?.nested.count, rows.since(at)]).toEqual([0, ['b', 'a']])
    for (let i = 0; i < 10_000; i++) rows.update('a', add as never)
    const last = rows.version() as number
    expect([rows.since(at), rows.since(last - 3)]).toEqual([undefined, ['a', 'a', 'a']])
    rows.bulk = true
    rows.update('b', add as never)
    rows.bulk = false
    expect([rows.since(last), rows.since(rows.version() as number)]).toEqual([undefined, []])
  })

  it('an overlay that is dropped leaves nothing, and rows held by a reader do not change', () => {
    const rows = createTable(spec)
    rows.insert({ id: 'a', tags: ['x'], nested: { count: 1, log: [] } })
    const held = rows.get('a')
    const draft = rows.overlay()
    draft.update('a', (row) => void row.nested.log.push(7))
    draft.insert({ id: 'b', tags: ['x'], nested: { count: 2, log: [] } })
    expect(rows.size).toBe(1)
    expect(rows.by('tag', 'x')).toEqual([held])
    rows.update('a', (row) => void row.nested.log.push(8))
    expect(held?.nested.log).toEqual([])
  })

  it('inserting an id twice is an error of the program', () => {
    const rows = createTable(spec)
    rows.insert({ id: 'a', tags: [], nested: { count: 0, log: [] } })
    expect(() => rows.overlay().insert({ id: 'a', tags: [], nested: { count: 0, log: [] } })).toThrow('there already')
  })
})
