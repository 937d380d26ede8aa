import { execFileSync } from 'node:child_process'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { sqliteStore } from './index.ts'
import { faulty } from './testing/children.ts'
import { folder } from './testing/folder.ts'
import { all, commandOf } from './testing/records.ts'

const { file } = folder()

const strace = (() => {
  try {
    execFileSync('strace', ['-f', '-o', '/dev/null', 'true'])
    return true
  } catch {
    return false
  }
})()

const intact = (path: string) => {
  const db = new DatabaseSync(path)
  try {
    return Object.values(db.prepare('PRAGMA integrity_check').get() ?? {})
  } finally {
    db.close()
  }
}

const records = 10
const length = 30_000

/** A process whose `call`, whichever SQLite was built with, fails with `code` at the times that `when` says; then what its log holds. */
const tried = async (call: string, code: string, when: string, then: 'die' | 'go on', how: 'append' | 'turn' = 'append') => {
  const path = file()
  const under = [
    'strace',
    '-f',
    '--seccomp-bpf',
    '-qq',
    '-o',
    '/dev/null',
    '-e',
    `trace=${call}`,
    '-e',
    `inject=${call}:error=${code}:when=${when}`,
  ]
  // 18 commands of 75 pages: the thousandth page begins a checkpoint
  const child = faulty(path, [18, records, length, then, how], under)
  const { errors } = await child.end()
  expect(errors).toBe('')
  const told = child.lines.map((line) => line.split(' ') as [string, string, string?])
  const of = (word: string) => told.filter(([first]) => first === word)
  const acknowledged = of('acknowledged').map(([, id]) => id)
  const failed = of('failed').map(([, id, what]) => ({ id, what }))
  const asked = of('asked').map(([, id, what]) => ({ id, what }))

  const store = sqliteStore({ path })
  const held = await all(store)
  const ids = held.flatMap(({ command }) => command ?? [])
  const head = await store.head('a')
  await store.append('a', head, commandOf(head + 1, 1, 'after'))
  await store.close()
  return { path, acknowledged, failed, asked, held, ids }
}

/** What was told is so: nothing lost, nothing twice, nothing half, and nothing there that was said not to be. */
const expectAsTold = ({ path, acknowledged, failed, asked, held, ids }: Awaited<ReturnType<typeof tried>>) => {
  const unknown = asked.filter(({ what }) => what !== 'absent' && what !== 'present').map(({ id }) => id)
  const present = asked.filter(({ what }) => what === 'present').map(({ id }) => id)
  expect(ids.filter((id) => !unknown.includes(id))).toEqual([...acknowledged, ...present])
  expect(held).toStrictEqual(ids.flatMap((id, n) => commandOf(n * records + 1, records, id, length)))
  for (const { what } of failed) expect(what).toBe('unavailable')
  for (const { what } of asked) expect(['absent', 'unavailable']).toContain(what)
  expect(intact(path)).toEqual(['ok'])
}

const says = strace ? '' : ' (skipped: there is no strace that works)'

test.skipIf(!strace).for(['append', 'turn'] as const)(
  `a sync that fails once under %s leaves nothing to come back, though its commit was whole in the file${says}`,
  async (how) => {
    // eight syncs make the file
    const found = await tried('fsync,fdatasync', 'EIO', '12', 'die', how)
    expect(found.acknowledged.length).toBeGreaterThan(1)
    expect(found.asked).toEqual([{ id: `c-${found.acknowledged.length + 1}`, what: 'absent' }])
    expectAsTold(found)
  },
)

test.skipIf(!strace)(`while syncs go on failing, nobody is told that the commit is not there; it may come back${says}`, async () => {
  const found = await tried('fsync,fdatasync', 'EIO', '12+', 'die')
  expect(found.acknowledged.length).toBeGreaterThan(1)
  expect(found.asked).toEqual([{ id: `c-${found.acknowledged.length + 1}`, what: 'unavailable' }])
  expectAsTold(found)
})

// Eight syncs and 33 writes make the file; a command is one sync and 150 writes; the fourteenth begins a checkpoint.
const syncs = [1, 2, 4, 6, 7, 8, 9, 15, 22, 23]
const writes = [1, 2, 4, 12, 30, 33, 100, 186, 187, 2000, 2140]

test.skipIf(!strace).for([
  ['fsync,fdatasync', 'EIO', 'die', syncs],
  ['fsync,fdatasync', 'ENOSPC', 'go on', syncs],
  ['pwrite64', 'ENOSPC', 'go on', writes],
  ['pwrite64', 'EIO', 'die', writes],
] as const)(
  `a process whose %s fails with %s at whatever call, to %s then, is told the truth, and its log opens whole${says}`,
  { timeout: 300_000 },
  async ([call, code, then, when]) => {
    let failures = 0
    for (const n of when) {
      const found = await tried(call, code, `${n}`, then)
      expectAsTold(found)
      failures += found.failed.length
    }
    // those of a checkpoint and of a shared memory that is made anew are nobody's trouble
    expect(failures).toBeGreaterThan(when.length / 2)
  },
)

test.skipIf(!strace)(`a medium that fails for good takes nothing that was acknowledged along${says}`, { timeout: 120_000 }, async () => {
  for (const [call, code, n] of [
    ['fsync,fdatasync', 'EIO', 22],
    ['pwrite64', 'ENOSPC', 900],
    ['pwrite64', 'EIO', 2140],
  ] as const) {
    const found = await tried(call, code, `${n}+`, 'die')
    expect(found.failed).toHaveLength(1)
    expectAsTold(found)
  }
})
