import { writeSync } from 'node:fs'
import { openDistrict } from '@bihuan/core'
import { postgresStore, sqliteStore } from '@bihuan/store-sql'
import { notes, writer } from '../notes.ts'

// Adds 1 to one note `count` times, in bursts, and prints each command's id once it is acknowledged.
const [place, name, count] = process.argv.slice(2) as [string, string, string]
const store = place.startsWith('postgres:') ? await postgresStore({ url: place }) : sqliteStore({ path: place, busyTimeout: 60_000 })
const district = await openDistrict({ store, log: 'shared', slices: [notes] })
for (let sent = 0; sent < Number(count); ) {
  const burst = Array.from({ length: Math.min(1 + (sent % 7), Number(count) - sent) }, () => `${name}-${sent++}`)
  await Promise.all(
    burst.map(async (id) => {
      const { events } = await district.execute('note.add', { notes: ['n', 'n'], amount: 1 }, { actor: writer, id })
      writeSync(1, `${id} ${events.map((event) => event.position).join(',')}\n`)
    }),
  )
}
await district.close()
await store.close()
