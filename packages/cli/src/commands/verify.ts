import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import {
  checkProof,
  openCheckpoint,
  readProof,
  type SignedCheckpoint,
  type VerifierKey,
  verifierKey,
  verifyRedacted,
} from '@bihuan/core/proof'
import { Done, exitCodes, noFile, Usage } from '../io.ts'
import { progress, type Session, wholeNumber } from '../session.ts'
import { textFrom } from '../text-file.ts'

interface Options {
  readonly root?: string
  readonly checkpoint?: string
  readonly key?: readonly string[]
  readonly quorum?: string
  readonly origin?: string
  readonly proof?: string
  readonly event?: string
  readonly copy?: string
}

/**
 * Checks the whole log, and its root against one that is known or a checkpoint that trusted keys signed. With `--proof` it checks one event, with
 * `--copy` a file that `export` wrote: both need no store.
 */
export async function verify(session: Session, options: Options): Promise<void> {
  if (options.proof !== undefined) return proved(session, options)
  if (options.copy !== undefined) return copied(session, options)
  if (options.checkpoint === undefined && options.key) throw new Usage('goesWith', { option: '--key', needed: '--checkpoint' })
  const signed = options.checkpoint === undefined ? undefined : await opened(session, options)
  return session.withDistrict(
    async (district) => {
      const bar = progress(session.io, session.say('verifying'))
      const found = await district
        .verify({ onProgress: (done) => bar.at(done, district.position), ...(signed && { checkpoint: signed }) })
        .finally(bar.end)
      const differs = options.root !== undefined && options.root.toLowerCase() !== found.root
      const extra = { ...(options.root !== undefined && { matches: !differs }), ...(signed && { checkpoint: signed }) }
      if (session.json) session.print(JSON.stringify({ ...found, ...extra }))
      else if (!differs) {
        session.print(session.say('verified', { ...found }))
        if (signed) session.print(session.say('asSigned', toldOf(signed)))
      }
      if (!differs) return
      if (!session.json) session.print(session.say('rootDiffers', { root: found.root, expected: options.root as string }))
      throw new Done(exitCodes.broken)
    },
    { reading: true },
  )
}

/** One event by its proof, which holds the checkpoint that it leads to. */
async function proved(session: Session, options: Options): Promise<void> {
  if (options.event === undefined) throw new Usage('goesWith', { option: '--proof', needed: '--event' })
  const proof = readProof(await textFrom(session.io, options.proof as string))
  // A line end behind it is the editor's, not the event's.
  const event = (await textFrom(session.io, options.event)).replace(/\r?\n$/, '')
  const signed = await checkProof(proof, event, await keysOf(session, options), settingsOf(options))
  session.print(
    session.json
      ? JSON.stringify({ position: proof.position, checkpoint: signed })
      : session.say('included', { position: proof.position, ...toldOf(signed) }),
  )
}

/** A file of events, some of which may be withheld. */
async function copied(session: Session, options: Options): Promise<void> {
  if (options.checkpoint === undefined) throw new Usage('goesWith', { option: '--copy', needed: '--checkpoint' })
  const signed = await opened(session, options)
  const file = options.copy as string
  const input = createReadStream(file)
  const failed = new Promise<never>((_, reject) => input.on('error', (error) => reject(noFile(file, error))))
  const found = await Promise.race([verifyRedacted(createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY }), signed), failed])
  session.print(
    session.json ? JSON.stringify({ ...found, checkpoint: signed }) : session.say('copyVerified', { ...found, ...toldOf(signed) }),
  )
}

const opened = async (session: Session, options: Options): Promise<SignedCheckpoint> =>
  openCheckpoint(await textFrom(session.io, options.checkpoint as string), await keysOf(session, options), settingsOf(options))

const settingsOf = ({ quorum, origin }: Options) => ({
  ...(quorum !== undefined && { quorum: wholeNumber(quorum) }),
  ...(origin !== undefined && { origin }),
})

/** Each a verifier key as it is, or a file that holds one. */
async function keysOf(session: Session, { key = [] }: Options): Promise<readonly VerifierKey[]> {
  if (key.length === 0) throw new Usage('noVerifier')
  return Promise.all(key.map(async (text) => verifierKey(/\+[0-9a-f]{8}\+/.test(text) ? text : await textFrom(session.io, text))))
}

const toldOf = ({ size, origin, signatures }: SignedCheckpoint) => ({
  size,
  origin,
  names: signatures.map(({ name }) => name).join(', '),
})
