import type { Io } from './io.ts'
import { run } from './run.ts'

// The edge of the process: everything else takes what it needs as an argument.

let listening = true
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  listening = false
})

const io: Io = {
  out(text) {
    if (listening) process.stdout.write(text)
    return listening
  },
  err: (text) => void process.stderr.write(text),
  async stdin() {
    const chunks: Buffer[] = []
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
    return Buffer.concat(chunks)
  },
  env: process.env,
  outIsTerminal: process.stdout.isTTY === true,
  errIsTerminal: process.stderr.isTTY === true,
  columns: process.stdout.columns,
  onInterrupt(stop) {
    process.once('SIGINT', stop)
    process.once('SIGTERM', stop)
  },
  now: () => Date.now(),
}

process.exitCode = await run(process.argv.slice(2), io)
