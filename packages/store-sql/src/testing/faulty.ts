// Run as a child process whose system calls are made to fail: appends commands of some records to the log `a` of a file until one is not
// acknowledged, asks for that one, and then dies at once or goes on; in turns, where it is told to. It prints a line for everything that it was told:
// `acknowledged c-3`, `failed c-4 unavailable`, `asked c-4 absent` (or `present`, or a code).
import { writeSync } from 'node:fs'
import { type EventStore, isStoreError } from '@bihuan/core'
import { sqliteStore } from '../index.ts'
import { commandOf } from './records.ts'

const [path = '', count = '', size = '', length = '', then = '', how = ''] = process.argv.slice(2)

const say = (line: string) => writeSync(1, `${line}\n`)

/** Runs `work`; the code of the store's error, where it has one. */
const codeOf = async (work: () => Promise<unknown>): Promise<string | undefined> => {
  try {
    await work()
    return undefined
  } catch (error) {
    if (isStoreError(error)) return error.code
    throw error
  }
}

let store: EventStore | undefined
const opening = await codeOf(async () => {
  store = sqliteStore({ path })
})
if (opening !== undefined) say(`failed - ${opening}`)

let failed = false
for (let n = 1; store !== undefined && n <= Number(count); n++) {
  const open = store
  const id = `c-${n}`
  let head = 0
  const code = await codeOf(async () => {
    head = await open.head('a')
    const records = commandOf(head + 1, Number(size), id, Number(length))
    await (how === 'turn' ? open.turn?.('a', (turn) => turn.append('a', head, records)) : open.append('a', head, records))
  })
  if (code === undefined) {
    say(`acknowledged ${id}`)
    continue
  }
  say(`failed ${id} ${code}`)
  let found: unknown
  const refused = await codeOf(async () => {
    found = await open.findCommand('a', id)
  })
  say(`asked ${id} ${refused ?? (found === undefined ? 'absent' : 'present')}`)
  failed = true
  if (then === 'die') process.kill(process.pid, 'SIGKILL')
}
if (!failed && then === 'die') process.kill(process.pid, 'SIGKILL')
await store?.close()
