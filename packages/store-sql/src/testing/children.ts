import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const conditions = ['--conditions=@bihuan/source', '--disable-warning=ExperimentalWarning']

/** A child process that appends to a file and prints a line for each append that was acknowledged. It ends with its test at the latest. */
export const appender = (file: string, args: readonly (string | number)[], as: { readonly uid?: number; readonly gid?: number } = {}) => {
  const script = fileURLToPath(new URL('./appender.ts', import.meta.url))
  const child = spawn(process.execPath, [...conditions, script, file, ...args.map(String)], { stdio: ['ignore', 'pipe', 'pipe'], ...as })
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
