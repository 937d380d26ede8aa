import { writeFile } from 'node:fs/promises'
import { cosign, type KeyKind, newKey, readCheckpoint, signCheckpoint, signerKey } from '@bihuan/core/proof'
import { noFile, Usage } from '../io.ts'
import { progress, type Session } from '../session.ts'
import { textFrom, write } from '../text-file.ts'

/** Makes a key pair: the secret key goes to a new file that only its owner may read, the verifier key is printed. */
export async function key(
  session: Session,
  name: string,
  options: { readonly output?: string; readonly witness?: boolean },
): Promise<void> {
  const { output } = options
  if (output === undefined) throw new Usage('noKeyFile')
  const kind: KeyKind = options.witness ? 'witness' : 'log'
  const { secret, verifier } = await newKey(name, kind)
  await writeFile(output, `${secret}\n`, { flag: 'wx', mode: 0o600 }).catch((error: Error) => Promise.reject(noFile(output, error)))
  session.print(session.json ? JSON.stringify({ verifier, file: output }) : verifier)
}

interface Options {
  readonly key?: string
  readonly cosign?: string
  readonly origin?: string
  readonly output?: string
}

/**
 * Checks the whole log and signs what it is: a checkpoint to hand to somebody else. With `--cosign` it adds a signature to a checkpoint, once the
 * log has been seen to begin as that says.
 */
export const checkpoint = (session: Session, options: Options): Promise<void> =>
  session.withDistrict(
    async (district) => {
      if (options.key === undefined) throw new Usage('noKey')
      const signer = await signerKey(await textFrom(session.io, options.key))
      const note = options.cosign === undefined ? undefined : await textFrom(session.io, options.cosign)
      const known = note === undefined ? undefined : readCheckpoint(note)
      const bar = progress(session.io, session.say('verifying'))
      const found = await district
        .verify({ onProgress: (done) => bar.at(done, district.position), ...(known && { checkpoint: known }) })
        .finally(bar.end)
      const now = session.io.now()
      const origin = options.origin ?? signer.name
      const signed =
        note === undefined
          ? await signCheckpoint({ origin, size: found.events, root: found.root }, [signer], now)
          : await cosign(note, signer, now)
      await write(session, options.output, signed, (file) => {
        const said = readCheckpoint(signed)
        return session.json ? JSON.stringify({ ...said, file }) : session.say('checkpointed', { ...said, file })
      })
    },
    { reading: true },
  )
