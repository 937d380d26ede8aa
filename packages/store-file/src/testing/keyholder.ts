// Run as a child process: asks for the keys of owners, and erases some where it is told to. Each line that it prints is an owner and the
// key that it was given, or `-` once it was erased.
import { writeSync } from 'node:fs'
import { fileKeys } from '../index.ts'

const [path = '', prefix = '', owners = '', erases = ''] = process.argv.slice(2)

const store = fileKeys({ path })
for (let n = 0; n < Number(owners); n++) {
  const owner = `${prefix}${n}`
  const { id, secret } = await store.keyOf(owner)
  // to the pipe at once, so that a kill after it can't take the line along
  writeSync(1, `${owner} ${id}.${Buffer.from(secret).toString('hex')}\n`)
  if (erases !== 'erases' || n % 2 === 0) continue
  writeSync(1, `${owner} ?\n`)
  await store.erase(owner)
  writeSync(1, `${owner} -\n`)
}
await store.close()
