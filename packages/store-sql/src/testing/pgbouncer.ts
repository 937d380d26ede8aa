import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { account, freePort } from './postgres-server.ts'

/** What `pgbouncer --version` says first, or undefined where there is none on the PATH. */
export const pgbouncerVersion = (): string | undefined => {
  const { status, stdout } = spawnSync('pgbouncer', ['--version'], { encoding: 'utf8' })
  return status === 0 ? stdout.split('\n')[0] : undefined
}

const answers = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false))
    socket.on('connect', () => socket.destroy())
  })

/**
 * A pgbouncer of its own before the server at `url`, in transaction mode. Its databases are the server's one by several names: `pool` with
 * four sessions, `one` with one, `two` with two, and `statements`, which is in statement mode.
 */
export const pgbouncer = async (url: string) => {
  const { port: behind, pathname } = new URL(url)
  const home = mkdtempSync(join(tmpdir(), 'bihuan-pgbouncer-'))
  const port = await freePort()
  const to = `host=127.0.0.1 port=${behind} dbname=${pathname.slice(1)}`
  const ini = `
[databases]
pool = ${to} pool_size=4
one = ${to} pool_size=1
two = ${to} pool_size=2
statements = ${to} pool_size=4 pool_mode=statement
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = trust
auth_file = ${join(home, 'users')}
pool_mode = transaction
max_client_conn = 1000
log_connections = 0
log_disconnections = 0
`
  writeFileSync(join(home, 'pgbouncer.ini'), ini)
  writeFileSync(join(home, 'users'), '"postgres" ""\n')
  chmodSync(home, 0o755)
  if (account.uid !== undefined) chownSync(home, account.uid, account.gid)

  let said = ''
  const start = (): ChildProcess => {
    const child = spawn('pgbouncer', [join(home, 'pgbouncer.ini')], { ...account, cwd: home, stdio: ['ignore', 'ignore', 'pipe'] })
    child.stderr?.on('data', (text: Buffer) => {
      said = `${said}${text}`.slice(-10_000)
    })
    return child
  }
  const child = start()
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
    rmSync(home, { recursive: true, force: true })
  }
  for (let n = 0; !(await answers(port)); n++) {
    if (child.exitCode !== null || n > 500) {
      await stop()
      throw new Error(`pgbouncer does not start: ${said}`)
    }
    await sleep(20)
  }
  return { urlOf: (database: 'pool' | 'one' | 'two' | 'statements') => `postgres://postgres@127.0.0.1:${port}/${database}`, stop }
}
