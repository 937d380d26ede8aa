import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const conditions = ['--conditions=@bihuan/source', '--disable-warning=ExperimentalWarning']

/** A child process that appends to a file and prints a line for each append that was acknowledged. It ends with its test at the latest. */
export const appender = (file: string, args: readonly (string | number)[], as: Account = {}) => child('appender', file, args, [], as)

/** One that appends while its system calls fail, and tells how; `under` is the program that runs it and makes them fail. */
export const faulty = (file: string, args: readonly (string | number)[], under: readonly string[]) => child('faulty', file, args, under)

interface Account {
  readonly uid?: number
  readonly gid?: number
}

const child = (name: string, file: string, args: readonly (string | number)[], under: readonly string[], as: Account = {}) => {
  const script = fileURLToPath(new URL(`./${name}.ts`, import.meta.url))
  const [program = '', ...rest] = [...under, process.execPath, ...conditions, script, file, ...args.map(String)]
  const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'pipe'], ...as })
  onTestFinished(() => void child.kill('SIGKILL'))
  const lines: string[] = []
  let errors = ''
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line))
  child.stderr.on('data', (data: Buffer) => {
    errors += data.toString()
  })
  const closed = once(child, 'close')
  return {
    lines,
    kill: () => child.kill('SIGKILL'),
    async end() {
      const [code, signal] = await closed
      return { code: code as number | null, signal: signal as string | null, errors }
    },
  }
}
