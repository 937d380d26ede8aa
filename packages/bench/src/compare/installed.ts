import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { peersInstalled } from '../contenders/index.ts'

/** Installs the peers' packages, from their own lockfile, where they are not there. False when they can't be had. */
export function installPeers(say: (line: string) => void): boolean {
  if (peersInstalled()) return true
  say('installs the packages of packages/bench/peers')
  try {
    const cwd = fileURLToPath(new URL('../../peers/', import.meta.url))
    execFileSync('pnpm', ['install', '--frozen-lockfile'], { cwd, stdio: ['ignore', 'ignore', 'inherit'] })
    return true
  } catch (error) {
    say(`the peers are left out: ${(error as Error).message}`)
    return false
  }
}
