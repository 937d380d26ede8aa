import { open } from 'node:fs/promises'
import { noFile } from '../io.ts'
import { progress, type Session } from '../session.ts'

/** Writes the records as they are kept, one envelope a line: canonical JSON, the bytes that are hashed. */
export const exportLog = (session: Session, options: { readonly output?: string }): Promise<void> =>
  session.withDistrict(async (district, store) => {
    const { output = '-' } = options
    const file = output === '-' ? undefined : await open(output, 'w').catch((error: Error) => Promise.reject(noFile(output, error)))
    const bar = progress(session.io, output)
    let done = 0
    try {
      for await (const page of store.read(session.options.log)) {
        const text = page.map((record) => `${record.text}\n`).join('')
        if (file) await file.write(text)
        else if (!session.io.out(text)) return
        done += page.length
        bar.at(done, district.position)
      }
    } finally {
      bar.end()
      await file?.close()
    }
    if (file)
      session.print(session.json ? JSON.stringify({ events: done, file: output }) : session.say('exported', { events: done, file: output }))
  })
