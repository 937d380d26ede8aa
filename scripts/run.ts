import { spawn } from 'node:child_process'
import { root } from './workspace.ts'

export type Outcome = { readonly ok: boolean; readonly output: string; readonly code?: number | null }

/** Runs a command at the root of the workspace and keeps what it says; it never rejects. */
export const run = (command: string, args: readonly string[], cwd: string = root, env = process.env): Promise<Outcome> =>
  new Promise((resolve) => {
    const chunks: Buffer[] = []
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    const end = (code: number | null) => resolve({ ok: code === 0, code, output: Buffer.concat(chunks).toString() })
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.on('error', (error) => {
      chunks.push(Buffer.from(`${command}: ${error.message}\n`))
      end(null)
    })
    child.on('close', end)
  })
