import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const conditions = ['--conditions=@bihuan/source', '--disable-warning=ExperimentalWarning']

/**
 * A child process that appends to a store and prints a line for each append that was acknowledged; `under` is a program that runs it. It
 * ends with its test at the latest.
 */
export const appender = (path: string, args: readonly (string | number)[], under: readonly string[] = []) =>
  child('appender', path, args, under)

/** A child process that asks for keys and prints a line for each that it was given. */
export const keyholder = (path: string, args: readonly (string | number)[]) => child('keyholder', path, args, [])

const child = (name: string, path: string, args: readonly (string | number)[], under: readonly string[]) => {
  const script = fileURLToPath(new URL(`./${name}.ts`, import.meta.url))
  const [program = '', ...rest] = [...under, process.execPath, ...conditions, script, path, ...args.map(String)]
  const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'pipe'] })
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
