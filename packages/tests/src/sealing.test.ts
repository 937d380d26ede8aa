import { type District, type EventStore, manualClock, openDistrict, seededRandom } from '@bihuan/core'
import { readCheckpoint, redacted, signCheckpoint, verifyRedacted } from '@bihuan/core/proof'
import { erase, isSealed, type KeyStore, reveal, sealerOf } from '@bihuan/core/sealing'
import { en, zh } from '@bihuan/core/words'
import { csv, markdown, terminal } from '@bihuan/render-text'
import { memoryKeys, memoryStore } from '@bihuan/store-memory'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const office = { person: 'p-office', unit: 'office', roles: ['office'] }
const basis = { kind: 'document', title: '本人申请' } as const
const names = ['张三丰', '李四光', '王二小', '赵六一']

async function appointed(keys: KeyStore, store: EventStore = memoryStore()): Promise<District> {
  const clock = manualClock('2022-06-30T08:00:00.000Z')
  const district = await openDistrict({ store, clock, random: seededRandom(7), sealer: sealerOf(keys) })
  await district.execute('unit.establish', { unit: 'u-1', name: '金融办', kind: 'department' }, { actor: office })
  for (const [i, name] of names.entries())
    await district.execute(
      'officer.appoint',
      { post: `post-${i}`, title: '区长', unit: 'u-1', rank: 'head', person: `p-${i}`, name },
      { actor: office },
    )
  return district
}

const textOf = async (store: EventStore) => {
  let all = ''
  for await (const page of store.read('district')) all += JSON.stringify(page)
  return all
}

describe('names of officers', () => {
  it('are nowhere in the log or the state; a view shows them once they are revealed', async () => {
    const [keys, store] = [memoryKeys(), memoryStore()]
    const district = await appointed(keys, store)
    for (const name of names) expect(await textOf(store)).not.toContain(name)
    const view = district.views.responsibility()
    expect(view.leads.map((lead) => isSealed(lead.officer))).toEqual(names.map(() => true))
    const revealed = await reveal(view, keys)
    expect(revealed.leads.map((lead) => lead.officer)).toEqual(names)
    expect(view.leads.map((lead) => isSealed(lead.officer))).toEqual(names.map(() => true))
    const file = await reveal(district.views.dossier({ post: 'post-2' }), keys)
    expect(file.rows.find((row) => row.section === 'holders')?.note).toBe('王二小')
  })

  it.each([
    ['zh', zh, '已封存'],
    ['en', en, 'sealed'],
  ] as const)('stand as a placeholder in every table while they are sealed, in %s', async (lang, language, placeholder) => {
    const district = await appointed(memoryKeys())
    const words = district.words(language)
    for (const table of [district.table('responsibility', {}, lang), district.table('dossier', { post: 'post-2' }, lang)])
      for (const text of [terminal(table, words, { width: 200, details: true }), markdown(table, words), csv(table, words)]) {
        expect(text).toContain(placeholder)
        expect(text).not.toContain('[object')
      }
  })

  it('are known by their ciphertext alone: the same name twice, or of two persons, looks different', async () => {
    const keys = memoryKeys()
    const { seal } = sealerOf(keys)
    const all = [await seal('p-1', '张三'), await seal('p-1', '张三'), await seal('p-2', '张三')]
    expect(new Set(all.map(({ text }) => text)).size).toBe(3)
    expect(new Set(all.map(({ iv }) => iv)).size).toBe(3)
    expect(all[0]?.sealed).toBe(all[1]?.sealed)
    expect(all[0]?.sealed).not.toBe(all[2]?.sealed)
  })
})

describe('erasing a person', () => {
  it('is recorded, makes the name unreadable in every view of every day, and leaves log, root and checkpoint as they were', async () => {
    const [keys, store] = [memoryKeys(), memoryStore()]
    const district = await appointed(keys, store)
    const [before, root, size] = [await textOf(store), district.root(), district.position]
    const note = await signCheckpoint({ origin: 'example.com/district', size, root }, [])
    expect(await erase(district, keys, 'p-1', { actor: office, basis })).toEqual({ keys: 1, position: size + 1 })
    const revealed = await reveal(district.views.responsibility(), keys)
    expect(revealed.leads.map((lead) => (isSealed(lead.officer) ? 'sealed' : lead.officer))).toEqual([
      '张三丰',
      'sealed',
      '王二小',
      '赵六一',
    ])
    expect((await district.verify({ checkpoint: readCheckpoint(note) })).events).toBe(size + 1)
    expect((await textOf(store)).slice(0, before.length - 1)).toBe(before.slice(0, -1))
    const [event] = (await district.timeline({ types: ['person.erased'] })).events
    expect(event).toMatchObject({ data: { person: 'p-1' }, basis })
  })

  it('without what it rests on is refused, by another than the office too, and no key is lost', async () => {
    const keys = memoryKeys()
    const district = await appointed(keys)
    for (const options of [{ actor: office }, { actor: { person: 'p-2', unit: 'u-1', roles: ['unit'] }, basis }])
      await expect(erase(district, keys, 'p-1', options)).rejects.toMatchObject({ name: 'Refused' })
    expect((await reveal(district.views.responsibility(), keys)).leads.map((lead) => lead.officer)).toEqual(names)
  })

  it('again with the same id goes on where it broke off, and what is written later has a new key', async () => {
    const keys = memoryKeys()
    const district = await appointed(keys)
    const failing = { erase: () => Promise.reject(new Error('the disk is gone')) }
    const options = { actor: office, basis, id: 'erase-1' }
    await expect(erase(district, failing, 'p-1', options)).rejects.toThrow('the disk is gone')
    const recorded = district.position
    expect(await erase(district, keys, 'p-1', options)).toEqual({ keys: 1, position: recorded })
    const again = { post: 'post-9', title: '局长', unit: 'u-1', rank: 'head', person: 'p-1', name: '李四光' } as const
    await district.execute('officer.appoint', again, { actor: office })
    const { leads } = await reveal(district.views.responsibility(), keys)
    expect(leads.filter((lead) => lead.person === 'p-1').map((lead) => isSealed(lead.officer))).toEqual([true, false])
  })
})

it('a redacted copy verifies against the checkpoint and holds no name', async () => {
  const [keys, store] = [memoryKeys(), memoryStore()]
  const district = await appointed(keys, store)
  const lines: string[] = []
  for await (const page of redacted(store.read('district'), ({ subjects }) => subjects.includes('post:post-3'))) lines.push(...page)
  expect(await verifyRedacted(lines, { size: district.position, root: district.root() })).toMatchObject({ withheld: 1 })
  for (const name of names) expect(lines.join()).not.toContain(name)
})

describe('reveal', () => {
  it('opens what was sealed, whatever text, and leaves all else as it is', async () => {
    const keys = memoryKeys()
    const { seal } = sealerOf(keys)
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.jsonValue(), async (text, other) => {
        const value = { deep: [{ name: await seal('p', text) }, other], other }
        expect(await reveal(value, keys)).toStrictEqual({ deep: [{ name: text }, other], other })
      }),
    )
  })

  it('leaves sealed what was changed in any of its parts', async () => {
    const keys = memoryKeys()
    const [one, other] = [await sealerOf(keys).seal('p-1', '张三'), await sealerOf(keys).seal('p-2', '李四')]
    const flipped = (text: string) => (text[0] === 'A' ? 'B' : 'A') + text.slice(1)
    for (const changed of [
      { ...one, text: flipped(one.text) },
      { ...one, iv: flipped(one.iv) },
      { ...one, sealed: other.sealed },
      { ...one, text: other.text },
      { ...one, text: '%' },
      { ...one, sealed: 'unknown' },
    ])
      expect(await reveal(changed, keys)).toEqual(changed)
  })
})
