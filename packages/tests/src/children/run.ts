import { spawn } from 'node:child_process'

const flags = ['--conditions=@bihuan/source', '--experimental-strip-types', '--disable-warning=ExperimentalWarning']

/** Runs a script of this repository from source; killed with SIGKILL `kill` milliseconds after the first that it says, when given. */
export function run(file: string, args: readonly string[], kill?: number): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...flags, file, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    let out = ''
    let err = ''
    child.stdout.on('data', (data) => {
      out += data
    })
    child.stderr.on('data', (data) => {
      err += data
    })
    if (kill !== undefined) child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), kill))
    child.on('close', (code) => resolve({ code, out, err }))
  })
}
