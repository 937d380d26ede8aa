import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Job } from './jobs.ts'

/** A command that a store acknowledged to a child process. */
export interface Acknowledged {
  readonly log: string
  readonly position: number
  readonly id: string
  readonly size: number
}

export interface Child {
  /** What it has said so far: `ready`, `open`, `saved 7` … */
  readonly lines: readonly string[]
  readonly acknowledged: readonly Acknowledged[]
  /** Resolves once it has said `line`, or has ended. */
  said(line: string): Promise<void>
  /** Resolves once so many lines have come after `open`, or it has ended. */
  done(count: number): Promise<void>
  /** Tells it to open its store. */
  open(): void
  /** Tells it to begin, once its store is open. */
  begin(): void
  /** SIGKILL, unless it has ended. Resolves when it is gone. Rejects, with what it said, when it failed before. */
  kill(): Promise<void>
  /** Resolves when it has done its job and ended well. Rejects otherwise, with what it said. */
  end(): Promise<void>
}

// beside this file, in the sources as in dist
const script = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? './child.ts' : './child.js', import.meta.url))

/** The flags with which a process resolves and reads modules as this one does. */
const flags = (): string[] => {
  const conditions: string[] = []
  for (const [i, flag] of process.execArgv.entries()) {
    if (/^(--conditions|-C)=/.test(flag)) conditions.push(flag)
    else if (flag === '--conditions' || flag === '-C') conditions.push(flag, process.execArgv[i + 1] ?? '')
  }
  // by itself only from Node 22.18 on
  return [...conditions, ...(process.features.typescript ? [] : ['--experimental-strip-types']), '--disable-warning=ExperimentalWarning']
}

/** A process that has the fixture at hand, opens its store and does the job once it is told to. */
export const startChild = (fixture: string, place: string, job: Job): Child => {
  const child = spawn(process.execPath, [...flags(), script, JSON.stringify({ fixture, place, job })], { stdio: ['pipe', 'pipe', 'pipe'] })
  const lines: string[] = []
  const acknowledged: Acknowledged[] = []
  const waiting = new Set<() => void>()
  let errors = ''
  let ended = false
  let work = 0

  createInterface({ input: child.stdout }).on('line', (line) => {
    const [word, log = '', position, id = '', size] = line.split(' ')
    if (word === 'ack') acknowledged.push({ log, position: Number(position), id, size: Number(size) })
    else lines.push(line)
    if (line !== 'ready' && line !== 'open') work++
    for (const look of waiting) look()
  })
  child.stderr.on('data', (data: Buffer) => {
    errors += data.toString()
  })
  // one that is gone can't be told anything
  child.stdin.on('error', () => undefined)
  const closed = once(child, 'close').then(([code, signal]) => {
    ended = true
    for (const look of waiting) look()
    return (code ?? signal) as number | string
  })

  const endedWith = async (...expected: readonly (number | string)[]) => {
    const how = await closed
    if (!expected.includes(how) || errors !== '') throw new Error(`a process (${job.do}) ended with ${how}: ${errors}`)
  }

  const until = (holds: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!ended && !holds()) return
        waiting.delete(look)
        resolve()
      }
      waiting.add(look)
      look()
    })

  return {
    lines,
    acknowledged,
    said: (line) => until(() => lines.includes(line)),
    done: (count) => until(() => work >= count),
    open: () => void child.stdin.write('open\n'),
    begin: () => void child.stdin.write('begin\n'),
    async kill() {
      child.kill('SIGKILL')
      await endedWith('SIGKILL', 0)
    },
    end: () => endedWith(0),
  }
}
