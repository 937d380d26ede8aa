import { proofText, proveConsistency, proveInclusion, readCheckpoint } from '@bihuan/core/proof'
import { Usage } from '../io.ts'
import { type Session, wholeNumber } from '../session.ts'
import { textFrom, write } from '../text-file.ts'

interface Options {
  readonly checkpoint?: string
  readonly since?: string
  readonly event?: string
  readonly output?: string
}

/**
 * Proves that one event stands in the log of a checkpoint, and writes the event beside the proof for whoever checks it; or, with `--since`, that
 * the log of a checkpoint goes on where that of an earlier one ended.
 */
export const prove = (session: Session, position: string | undefined, options: Options): Promise<void> =>
  session.withDistrict(
    async (_, store) => {
      if (options.checkpoint === undefined) throw new Usage('noCheckpoint')
      const note = await textFrom(session.io, options.checkpoint)
      const kept = { store, log: session.options.log }
      if (options.since !== undefined) {
        if (position !== undefined) throw new Usage('goesNotWith', { option: '--since', other: position })
        const earlier = readCheckpoint(await textFrom(session.io, options.since))
        const path = await proveConsistency(kept, earlier, readCheckpoint(note))
        const text = `${JSON.stringify({ first: earlier.size, second: readCheckpoint(note).size, path })}\n`
        return write(session, options.output, text, (file) => session.say('proved', { file }))
      }
      if (position === undefined) throw new Usage('noProved')
      const proof = await proveInclusion(kept, wholeNumber(position), note)
      if (options.event !== undefined) {
        for await (const [record] of store.read(session.options.log, { from: proof.position, to: proof.position }))
          await write(session, options.event, record?.text ?? '', (file) => session.say('eventWritten', { file, position: proof.position }))
      }
      await write(session, options.output, proofText(proof), (file) => session.say('proved', { file }))
    },
    { reading: true },
  )
