// Run as a child process: appends commands of some records to the log `a` of a file, again after a conflict. Each line that it prints
// is the first position and the id of a command that was acknowledged.
import { writeSync } from 'node:fs'
import { isConflict, isStoreError } from '@bihuan/core'
import { sqliteStore } from '../index.ts'

const [file = '', name = '', count = '', size = ''] = process.argv.slice(2)

try {
  const store = sqliteStore({ path: file, busyTimeout: 20_000 })
  for (let n = 0; n < Number(count); ) {
    const head = await store.head('a')
    const command = `${name}-${n}`
    const records = Array.from({ length: Number(size) }, (_, i) => ({
      position: head + 1 + i,
      type: 'task.reported',
      recordedAt: '2026-01-01T00:00:00.000Z',
      subjects: ['task:T-1'],
      ...(i === 0 && { command }),
      leaf: '0'.repeat(64),
      text: JSON.stringify({ command, n: i + 1, of: Number(size), filler: '闭环'.repeat(100) }),
    }))
    try {
      await store.append('a', head, records)
    } catch (error) {
      if (isConflict(error)) continue
      throw error
    }
    // to the pipe at once, so that a kill after it can't take the line along
    writeSync(1, `${head + 1} ${command}\n`)
    n++
  }
  await store.close()
} catch (error) {
  if (!isStoreError(error)) throw error
  writeSync(1, `${error.code}\n`)
}
