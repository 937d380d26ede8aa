import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Job } from '../measures/index.ts'
import { refreshed } from './documents.ts'
import { expectedOf, fallen } from './expected.ts'
import { asked, type Group, groups } from './plan.ts'
import { compare } from './run.ts'

const group: Group = {
  name: 'g',
  basis: 'wall',
  rounds: 3,
  entries: [
    { name: 'g.ours', measure: 'callers', options: { contender: 'ours' }, own: true },
    { name: 'g.theirs', measure: 'callers', options: { contender: 'theirs' }, peer: true },
  ],
  ratios: [{ name: 'g.vs-theirs', over: 'g.ours.perSecond', under: ['g.theirs.perSecond'], target: 2 }],
}

/** Measures nothing: what a contender gives is looked up, and who was asked is noted down. */
const looking = (rates: Readonly<Record<string, number>>) => {
  const order: string[] = []
  const measure = async ({ options }: Job) => {
    const contender = options.contender as string
    order.push(contender)
    const perSecond = rates[contender]
    if (perSecond === undefined) throw new Error(`no ${contender}`)
    return { perSecond }
  }
  return { order, measure }
}

const said = () => undefined

describe('a comparison', () => {
  it('lets contenders take turns, each other round backwards', async () => {
    const { order, measure } = looking({ ours: 30, theirs: 10 })
    await compare([group], { peers: true, say: said, measure })
    expect(order).toEqual(['ours', 'theirs', 'theirs', 'ours', 'ours', 'theirs'])
  })

  it('tells the machine, versions, ratios and figures as JSON that other programs read', async () => {
    const { failed, ...told } = await compare([group], { peers: true, say: said, ...looking({ ours: 30, theirs: 10 }) })
    expect(failed).toEqual([])
    const json = JSON.parse(JSON.stringify(told))
    expect(Object.keys(json)).toEqual(['machine', 'versions', 'ratios', 'figures'])
    expect(json.ratios).toEqual([{ name: 'g.vs-theirs', ratio: 3, target: 2, min: 3, max: 3, under: 'g.theirs.perSecond' }])
    expect(json.figures[0]).toEqual({ name: 'g.ours.perSecond', median: 30, min: 30, max: 30, rounds: 3 })
    expect(json.machine).toMatchObject({ node: process.versions.node, fdatasync: expect.any(Number) })
    expect(json.versions).toMatchObject({ bihuan: expect.any(String), '@event-driven-io/emmett': expect.any(String) })
  })

  it('goes on without a contender that fails, and without peers where they are not there', async () => {
    const { ratios, figures, failed } = await compare([group], { peers: true, say: said, ...looking({ theirs: 10 }) })
    expect(failed).toEqual([{ name: 'g.ours', said: 'no ours', own: true }])
    expect([ratios, figures.map(({ name }) => name)]).toEqual([[], ['g.theirs.perSecond']])
    const alone = looking({ ours: 30 })
    await compare([group], { peers: false, say: said, measure: alone.measure })
    expect(alone.order).toEqual(['ours', 'ours', 'ours'])
  })
})

describe('what is expected', () => {
  const one = (ratio: number, atMost?: true) => [{ name: 'r', ratio, target: 1, min: ratio, max: ratio, ...(atMost && { atMost }) }]

  it('has fallen at less than half, or at more than twice where less is better', () => {
    expect(fallen({ r: 1 }, one(0.5))).toEqual([])
    expect(fallen({ r: 1 }, one(0.49))).toEqual([{ name: 'r', expected: 1, ratio: 0.49 }])
    expect(fallen({ r: 1 }, one(2, true))).toEqual([])
    expect(fallen({ r: 1 }, one(2.1, true))).toEqual([{ name: 'r', expected: 1, ratio: 2.1 }])
  })

  it('has fallen when it was not measured', () => {
    expect(fallen({ other: 1 }, one(1))).toEqual([{ name: 'other', expected: 1 }])
  })

  it('is said of what the short form measures, but for tails of waiting, which belong to the machine’s other work', () => {
    const expected = JSON.parse(readFileSync(new URL('../../expected.json', import.meta.url), 'utf8'))
    const all = groups(true).flatMap(({ ratios }) => ratios.map(({ name, target }) => ({ name, target, ratio: 1, min: 1, max: 1 })))
    const names = Object.keys(expectedOf(all))
    expect(names.length).toBeLessThan(all.length)
    expect(Object.keys(expected).sort()).toEqual([...names].sort())
  })
})

describe('the plan', () => {
  for (const short of [true, false]) {
    it(`has no name twice, and makes ratios of what its own group measures (${short ? 'short' : 'full'})`, () => {
      const all = groups(short)
      for (const names of [
        all.flatMap(({ ratios }) => ratios.map(({ name }) => name)),
        all.flatMap(({ entries }) => entries.map(({ name }) => name)),
      ])
        expect(new Set(names).size).toBe(names.length)
      for (const { entries, ratios } of all)
        for (const { over, under = [] } of ratios)
          for (const figure of [over, ...under]) expect(entries.some(({ name }) => figure.startsWith(`${name}.`))).toBe(true)
    })
  }

  it('takes only what is asked for, with what that needs', () => {
    const [found, ...others] = asked(groups(false), ['one-caller.sqlite.vs-raw'])
    expect(others).toEqual([])
    expect(found?.entries.map(({ name }) => name)).toEqual(['one-caller.raw.sqlite', 'one-caller.bihuan.sqlite'])
    expect(found?.ratios.map(({ name }) => name)).toEqual(['one-caller.sqlite.vs-raw'])
    expect(asked(groups(false), ['nothing'])).toEqual([])
  })
})

describe('the documents', () => {
  it('get their tables between the marks, in both languages, and nothing else is touched', async () => {
    const found = await compare([group], { peers: true, say: said, ...looking({ ours: 10, theirs: 10 }) })
    const text = 'before\n<!-- bench: ratios -->\nold\n<!-- /bench -->\nbetween\n<!-- bench: figures g.ours -->\n<!-- /bench -->\nafter\n'
    const english = refreshed(text, found, 'en', 'pnpm bench:compare')
    expect(english).toContain('| `g.vs-theirs` | 1 | 1–1 | ≥ 2 | no |')
    expect(english).toContain('| `g.ours.perSecond` | 10 | 10–10 |')
    expect(english).not.toContain('g.theirs.perSecond')
    expect(english.replace(/-->[\s\S]*?<!-- \/bench/g, '')).toBe(text.replace(/-->[\s\S]*?<!-- \/bench/g, ''))
    expect(refreshed(text, found, 'zh', 'pnpm bench:compare')).toContain('| `g.vs-theirs` | 1 | 1–1 | ≥ 2 | 否 |')
    expect(refreshed(english, found, 'en', 'pnpm bench:compare')).toBe(english)
    expect(() => refreshed('<!-- bench: other -->\n<!-- /bench -->', found, 'en', 'pnpm bench:compare')).toThrow('no block other')
  })
})
