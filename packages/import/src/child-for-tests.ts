// Run as a child process: reads a file as a ledger, and prints what came of it, and what it took beyond what the process had.
import { existsSync, readFileSync } from 'node:fs'
import { isInvalidInput } from '@bihuan/core'
import { readLedger } from './index.ts'

export interface Took {
  /** `read`, or the code of what was refused. */
  readonly outcome: string
  /** Of processors: what others on the machine do does not lengthen it. */
  readonly ms: number
  /** MiB at the most, of the whole process. */
  readonly rss: number
  readonly rows: number
}

const [path = '', name = ''] = process.argv.slice(2)
const bytes = new Uint8Array(readFileSync(path))
const start = process.cpuUsage()
const read = await readLedger(bytes, name === '' ? {} : { name }).catch((error: unknown) => {
  if (isInvalidInput(error) && error.issues[0]?.path[0] === 'file') return error.issues[0].code
  throw error
})
const { user, system } = process.cpuUsage(start)
const ms = (user + system) / 1000
// What `resourceUsage` says of the most counts the parent's memory in, from before the child became a program of its own.
const peak = existsSync('/proc/self/status') ? /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] : undefined
const rss = Number(peak ?? process.resourceUsage().maxRSS) / 1024
const outcome = typeof read === 'string' ? read : 'read'
console.log(JSON.stringify({ outcome, ms, rss, rows: typeof read === 'string' ? 0 : read.rows.length } satisfies Took))
