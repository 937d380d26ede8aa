import { spawn } from 'node:child_process'
import { root } from './workspace.ts'

export type Outcome = { readonly ok: boolean; readonly output: string }

/** Runs a command at the root of the workspace and keeps what it says; it never rejects. */
export const run = (command: string, args: readonly string[], cwd: string = root): Promise<Outcome> =>
  new Promise((resolve) => {
    const chunks: Buffer[] = []
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
    const end = (ok: boolean) => resolve({ ok, output: Buffer.concat(chunks).toString() })
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.on('error', (error) => {
      chunks.push(Buffer.from(`${command}: ${error.message}\n`))
      end(false)
    })
    child.on('close', (code) => end(code === 0))
  })
