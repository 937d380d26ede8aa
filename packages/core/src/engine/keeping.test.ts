import { expect, it } from 'vitest'
import { keeping } from './keeping.ts'
import { createTable, type Layer, table } from './table.ts'

interface Item {
  readonly id: string
  readonly size: number
}
const spec = table<Item>({})
const stateOf = (items: Layer<Item>) => ({ items, others: createTable(spec) })

/** Counts sizes above a bound, and says what it did. */
function counting(most: number, fails: (id: string) => boolean = () => false) {
  const did: string[] = []
  const count = keeping<ReturnType<typeof stateOf>, [bound: string], Map<string, number>>({
    tables: ['items'],
    most,
    begin({ items }, bound) {
      did.push(`all above ${bound}`)
      return new Map([...items.values()].filter(({ size }) => size > Number(bound)).map(({ id, size }) => [id, size]))
    },
    follow(found, { items }, { items: written = [] }, bound) {
      did.push(`${written} above ${bound}`)
      for (const id of written) {
        if (fails(id)) throw new Error(`${id} fails`)
        const { size } = items.get(id) as Item
        if (size > Number(bound)) found.set(id, size)
        else found.delete(id)
      }
      return written.length < 3
    },
  })
  const asked = (...asking: Parameters<typeof count>) => {
    const ids = [...count(...asking).keys()].sort().join('')
    return [ids, ...did.splice(0)]
  }
  return asked
}

const resize = (items: Layer<Item>, id: string, size: number) => items.update(id, (item) => void Object.assign(item, { size }))

function filled() {
  const items = createTable(spec)
  for (const [i, id] of ['a', 'b', 'c'].entries()) items.insert({ id, size: i })
  return { items, state: stateOf(items) }
}

it('what is kept follows the rows that were written, of the tables that it reads', () => {
  const asked = counting(2)
  const { items, state } = filled()
  expect(asked(state, '0')).toEqual(['bc', 'all above 0'])
  expect(asked(state, '0')).toEqual(['bc', ' above 0'])
  resize(items, 'a', 5)
  state.others.insert({ id: 'x', size: 9 })
  expect(asked(state, '0')).toEqual(['abc', 'a above 0'])
  resize(items, 'b', 0)
  resize(items, 'c', 0)
  expect(asked(state, '0')).toEqual(['a', 'b,c above 0'])
})

it('is read anew when following costs more, and when a table does not tell what was written', () => {
  const asked = counting(2)
  const { items, state } = filled()
  asked(state, '0')
  for (const id of ['a', 'b', 'c']) resize(items, id, 7)
  expect(asked(state, '0')).toEqual(['abc', 'a,b,c above 0', 'all above 0'])
  items.bulk = true
  resize(items, 'a', 0)
  items.bulk = false
  expect(asked(state, '0')).toEqual(['bc', 'all above 0'])
  expect(asked(state, '0')).toEqual(['bc', ' above 0'])
  for (let i = 0; i < 10_000; i++) resize(items, 'a', i)
  expect(asked(state, '0')).toEqual(['abc', 'all above 0'])
})

it('is of one state: a copy is read anew, and of a draft nothing is kept', () => {
  const asked = counting(2)
  const { items, state } = filled()
  asked(state, '0')
  const copy = stateOf(items.fork())
  resize(copy.items, 'a', 5)
  expect(asked(copy, '0')).toEqual(['abc', 'all above 0'])
  expect(asked(state, '0')).toEqual(['bc', ' above 0'])
  const draft = stateOf(items.overlay())
  resize(draft.items, 'b', 0)
  expect(asked(draft, '0')).toEqual(['c', 'all above 0'])
  draft.items.drop()
  expect(asked(draft, '0')).toEqual(['bc', 'all above 0'])
})

it('what was asked for longest ago makes room for what is asked for twice', () => {
  const asked = counting(2)
  const { state } = filled()
  expect([asked(state, '0'), asked(state, '1'), asked(state, '2')].map(([, did]) => did)).toEqual([
    'all above 0',
    'all above 1',
    'all above 2',
  ])
  expect([asked(state, '0'), asked(state, '1')].map(([, did]) => did)).toEqual([' above 0', ' above 1'])
  expect([asked(state, '2'), asked(state, '2')].map(([, did]) => did)).toEqual(['all above 2', ' above 2'])
  expect([asked(state, '1'), asked(state, '0')].map(([, did]) => did)).toEqual([' above 1', 'all above 0'])
})

it('what failed half way is not kept', () => {
  let failing = true
  const asked = counting(2, (id) => failing && id === 'b')
  const { items, state } = filled()
  asked(state, '0')
  resize(items, 'a', 5)
  resize(items, 'b', 0)
  expect(() => asked(state, '0')).toThrow('b fails')
  failing = false
  expect(asked(state, '0')).toEqual(['ac', 'a,b above 0', 'all above 0'])
})
