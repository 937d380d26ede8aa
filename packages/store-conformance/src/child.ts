// Run as a process of its own by the suite. It loads the fixture, says that it is ready, opens its store once it is told to, and begins once it
// is told to: so that it can be started ahead, begin together with others, and be killed at a moment that has nothing to do with how long Node
// takes to start.
import { writeSync } from 'node:fs'
import { enableCompileCache, flushCompileCache } from 'node:module'
import { createInterface } from 'node:readline'
import type { EventStoreFixture } from './fixture.ts'
import type { Job } from './jobs.ts'

// a line goes into the pipe at once, so that a kill after it can't take it along
const say = (line: string) => void writeSync(1, `${line}\n`)

const main = async () => {
  enableCompileCache()
  const { fixture, place, job } = JSON.parse(process.argv[2] ?? '') as { fixture: string; place: string; job: Job }
  const { open } = (await import(fixture)) as EventStoreFixture
  const { doJob } = await import('./jobs.ts')
  // most of these processes are killed, and a killed one leaves nothing in the cache
  flushCompileCache()

  const input = createInterface({ input: process.stdin })
  // the end of the pipe is the end of the process that wanted this one
  input.on('close', () => process.exit(1))
  const lines = input[Symbol.asyncIterator]()
  const told = async () => void (await lines.next())

  say('ready')
  await told()
  const store = await open(place)
  say('open')
  await told()
  await doJob(store, job, (log, position, id, size) => say(`ack ${log} ${position} ${id} ${size}`), say)
  await store.close()
  process.exit(0)
}

// what goes wrong is nobody's to catch: Node writes it to the standard error and ends
void main()
