// Run as a child process: appends commands of some records to the log `a` of a store. Each line that it prints is the first position and
// the id of a command that was acknowledged; the last one may be the code of an error of the store.
import { writeSync } from 'node:fs'
import { isStoreError } from '@bihuan/core'
import { fileStore } from '../index.ts'

const [path = '', name = '', count = '', size = ''] = process.argv.slice(2)

try {
  const store = fileStore({ path, segmentBytes: 50_000, onRecovered: () => undefined })
  for (let n = 0; n < Number(count); n++) {
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
    await store.append('a', head, records)
    // to the pipe at once, so that a kill after it can't take the line along
    writeSync(1, `${head + 1} ${command}\n`)
  }
  await store.close()
} catch (error) {
  if (!isStoreError(error)) throw error
  writeSync(1, `${error.code}\n`)
  process.exit(0)
}
