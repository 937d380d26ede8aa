import { base64, fromBase64, joined, utf8 } from '../engine/bytes.ts'
import { InvalidInput } from '../engine/errors.ts'
import type { Hasher } from '../ports/hasher.ts'
import { systemHasher } from '../ports/hasher.ts'
import { newPair, pairOf } from './ed25519.ts'

/**
 * What a key signs. `log`: the log's own plain signature (C2SP signed-note, type 0x01). `witness`: a cosignature that says when
 * its holder saw the checkpoint (C2SP tlog-cosignature, type 0x04).
 */
export type KeyKind = 'log' | 'witness'

export interface VerifierKey {
  /** A schema-less URL such as `example.com/district`: no white space, no plus. */
  readonly name: string
  readonly kind: KeyKind
  /** 8 hexadecimal digits. */
  readonly id: string
  /** 32 bytes. */
  readonly publicKey: Uint8Array<ArrayBuffer>
}

export interface SignerKey extends VerifierKey {
  /** 32 bytes. Keep them secret. */
  readonly seed: Uint8Array<ArrayBuffer>
}

const types: Readonly<Record<KeyKind, number>> = { log: 1, witness: 4 }
const secretPrefix = 'PRIVATE+KEY+'

/**
 * A new key pair as two lines of text, in the form of Go's note package: keep `secret`, give `verifier` to whoever checks.
 * @throws InvalidInput for a name with white space or a plus
 */
export async function newKey(
  name: string,
  kind: KeyKind = 'log',
  hasher: Hasher = systemHasher,
): Promise<{ secret: string; verifier: string }> {
  const { seed, publicKey } = await newPair()
  const key = { ...verifier(named(name), kind, publicKey, hasher), seed }
  return { secret: secretText(key), verifier: verifierText(key) }
}

/** `name+id+base64(type, public key)`: how a verifier is told which key to trust. */
export const verifierText = ({ name, kind, id, publicKey }: VerifierKey): string =>
  `${name}+${id}+${base64(joined(Uint8Array.of(types[kind]), publicKey))}`

const secretText = ({ name, kind, id, seed }: SignerKey): string =>
  `${secretPrefix}${name}+${id}+${base64(joined(Uint8Array.of(types[kind]), seed))}`

/** Reads a verifier key. @throws InvalidInput with the code `badKey` */
export function verifierKey(text: string, hasher: Hasher = systemHasher): VerifierKey {
  const { name, id, kind, bytes } = parts(text.trim())
  const key = verifier(name, kind, bytes, hasher)
  if (key.id !== id) throw badKey('its id is not that of its name and key')
  return key
}

/** Reads a secret key. @throws InvalidInput with the code `badKey`; the message shows nothing of the key */
export async function signerKey(text: string, hasher: Hasher = systemHasher): Promise<SignerKey> {
  const line = text.trim()
  if (!line.startsWith(secretPrefix)) throw badKey('it does not begin as a secret key does')
  const { name, id, kind, bytes } = parts(line.slice(secretPrefix.length))
  const { publicKey } = await pairOf(bytes)
  const key = { ...verifier(name, kind, publicKey, hasher), seed: bytes }
  if (key.id !== id) throw badKey('its id is not that of its name and key')
  return key
}

function parts(text: string): { name: string; id: string; kind: KeyKind; bytes: Uint8Array<ArrayBuffer> } {
  const [, name = '', id = '', encoded = ''] = /^([^+]*)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text) ?? []
  const bytes = fromBase64(encoded)
  if (bytes?.length !== 33) throw badKey('it is not name+id+key')
  const kind = (Object.keys(types) as KeyKind[]).find((one) => types[one] === bytes[0])
  if (!kind) throw badKey(`its type ${bytes[0]} is none that is known here`)
  return { name: named(name), id, kind, bytes: bytes.slice(1) }
}

/** Key id: the first four bytes of SHA-256 over name, line feed, type and public key (C2SP signed-note). */
function verifier(name: string, kind: KeyKind, publicKey: Uint8Array<ArrayBuffer>, hasher: Hasher): VerifierKey {
  const hash = hasher.bytes(joined(utf8(`${name}\n`), Uint8Array.of(types[kind]), publicKey))
  const id = Array.from(hash.slice(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join('')
  return { name, kind, id, publicKey }
}

/** @throws InvalidInput for what can't be the name of a key or a log's origin */
export function named(name: string): string {
  if (!isName(name)) throw badKey(`not a name: ${JSON.stringify(name)}`)
  return name
}

/** Not empty, no white space, plus or control character. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
export const isName = (name: string): boolean => /^[^\s+\u0000-\u001f\u007f]{1,255}$/u.test(name) && name.isWellFormed()

const badKey = (message: string) => new InvalidInput([{ path: ['key'], code: 'badKey', message }])
