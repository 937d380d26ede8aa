import { join } from 'node:path'
import {
  type AnySlice,
  canonical,
  coreSlices,
  createMachine,
  isCorrupt,
  officialCalendar,
  openDistrict,
  recordOf,
  systemHasher,
  verifier,
} from '@bihuan/core'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Golden, goldens, linesIn, linesOf, readGolden, type Seen, seen, storeOf, versions } from './golden/folder.ts'
import { firstVisits, forgetfulVisits, secondVisits } from './golden/visits.ts'

const core: readonly AnySlice[] = coreSlices
const machine = createMachine(core)

const rejection = (promise: Promise<unknown>) =>
  promise.then(
    () => 'was accepted',
    (error: unknown) => error,
  )

describe.each(versions())('the golden log of version %s', (version) => {
  const golden = readGolden(version)

  it('gives the same bytes, the same root and the same views, and verifies', async () => {
    const store = await storeOf(machine, golden.lines)
    expect(await linesIn(store, 'district')).toEqual(golden.lines)
    const district = await openDistrict({ store, create: false })
    expect(district.root()).toBe(golden.root)
    for (const one of golden.views) expect(seen(district, [one]), `${one.view} on ${one.options.on}`).toEqual([one])
    expect(await district.verify()).toMatchObject({ events: golden.lines.length, root: golden.root })
  })

  it('shows every view that the core then had on two days', () => {
    const days = new Map<string, Set<unknown>>()
    for (const { view, options } of golden.views) days.set(view, new Set([...(days.get(view) ?? []), options.on]))
    expect([...days].filter(([, on]) => on.size !== 2)).toEqual([])
  })
})

describe('the golden logs together', () => {
  it('hold every event of the core at each of its versions: for one that is new, see CONTRIBUTING', () => {
    const held = new Set(
      versions().flatMap((version) =>
        readGolden(version).lines.map((line) => {
          const { type, version: of } = JSON.parse(line)
          return `${type} ${of}`
        }),
      ),
    )
    const known = [...machine.events.values()].flatMap((def) => Array.from({ length: def.version }, (_, n) => `${def.type} ${n + 1}`))
    expect(known.filter((one) => !held.has(one))).toEqual([])
  })

  it('show every view of the core', () => {
    const shown = new Set(versions().flatMap((version) => readGolden(version).views.map(({ view }) => view)))
    expect([...machine.views.keys()].filter((view) => !shown.has(view))).toEqual([])
  })
})

/** The first view that a core made of other slices shows otherwise. @throws InvalidInput for an event that it can't read */
function otherwise(golden: Golden, slices: readonly AnySlice[]): Seen | undefined {
  const changed = createMachine(slices, { calendar: officialCalendar })
  const state = changed.createState()
  const log = verifier(changed, systemHasher)
  for (const line of golden.lines) changed.evolve(state, log.take(recordOf(changed, systemHasher, JSON.parse(line))))
  return golden.views.find(
    ({ view, options: { on, ...options }, value }) => canonical(changed.see(state, view, options, `${on}`)) !== value,
  )
}

const altered = (name: string, alter: (own: AnySlice) => AnySlice) => core.map((own) => (own.name === name ? alter(own) : own))

describe('a golden log shows', () => {
  const golden = readGolden('0.1.0')
  const type = 'problem.resolved'

  it('that a handler does something else', () => {
    const idle = altered('problems', (own) => ({ ...own, evolve: { ...own.evolve, [type]: () => undefined } }))
    expect(otherwise(golden, idle)?.view).toBe('loop')
  })

  it('that an event needs more than it had, without an upcaster; with one it is the same again', () => {
    const events = (own: AnySlice) => ({ ...own.events, [type]: z.strictObject({ ...shapeOf(own), witnesses: z.number() }) })
    const shapeOf = (own: AnySlice) => (own.events[type] as unknown as { readonly shape: Record<string, z.core.$ZodType> }).shape
    const needing = altered('problems', (own) => ({ ...own, events: events(own) }))
    expect(() => otherwise(golden, needing)).toThrow(/data\.witnesses/)
    const raised = altered('problems', (own) => ({
      ...own,
      events: events(own),
      upcasters: { [type]: [(data: object) => ({ ...data, witnesses: 0 })] },
    }))
    expect(otherwise(golden, raised)).toBeUndefined()
  })
})

describe('a log that the first version of an extension wrote', () => {
  const lines = linesOf(join(goldens, 'upcasting', 'log.ndjson'))
  const rows = [
    { visit: 'V-1', hours: 1.5, kind: 'other' },
    { visit: 'V-2', hours: 0.25, kind: 'other' },
  ]
  const open = async (slices: readonly [AnySlice], from: AnySlice = firstVisits) =>
    openDistrict({ store: await storeOf(createMachine([...core, from]), lines), slices, create: false })

  it.each([
    ['the first', firstVisits],
    ['the second, by its upcaster,', secondVisits],
  ])('shows in %s what it showed', async (_, visits) => {
    const district = await open([visits as AnySlice], visits as AnySlice)
    expect(district.view('acmeVisits', { on: '2022-06-30' })).toEqual({ on: '2022-06-30', rows })
    expect((await district.verify()).root).toBe('4a6c0f709e7f7a5aa4b018feea5349406589c71fb3433b3204da718ee1ade15c')
  })

  it('is refused with the position where the upcaster was forgotten', async () => {
    const found = await rejection((await open([forgetfulVisits])).verify())
    expect(isCorrupt(found) && found).toMatchObject({ position: 3, code: 'badShape' })
    expect(await rejection(open([forgetfulVisits], forgetfulVisits))).toMatchObject({ issues: [{ path: ['data', 'hours'] }, {}, {}] })
  })

  it('and that the second went on with is refused by the first with the position', async () => {
    const store = await storeOf(createMachine([...core, secondVisits]), lines)
    const office = { person: 'p-1', unit: 'office', roles: ['office'] }
    const second = await openDistrict({ store, slices: [secondVisits] })
    await second.send('acme.visit', { visit: 'V-3', unit: 'U-1', hours: 2, kind: 'planned' }, { actor: office })
    expect(second.view('acmeVisits', { on: '2022-06-30' })).toMatchObject({ rows: [...rows, { visit: 'V-3', hours: 2, kind: 'planned' }] })
    expect(await rejection(openDistrict({ store, slices: [firstVisits] }))).toMatchObject({ code: 'newerVersion', position: 5 })
  })
})
