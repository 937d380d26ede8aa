import { base64, fromBase64, fromHex, joined, utf8 } from '../engine/bytes.ts'
import { Unproved } from '../engine/errors.ts'
import { toHex } from '../engine/merkle.ts'
import { isSignedBy, signWith } from './ed25519.ts'
import { isName, named, type SignerKey, type VerifierKey } from './keys.ts'

/** What a log says of itself at one moment: that its first `size` events have this root. */
export interface Checkpoint {
  /** Which log: a schema-less URL such as `example.com/district`. */
  readonly origin: string
  /** How many events. */
  readonly size: number
  /** RFC 6962 root over them: 64 hexadecimal digits. */
  readonly root: string
}

/** A checkpoint that was read, and which of the trusted keys signed it. */
export interface SignedCheckpoint extends Checkpoint {
  readonly signatures: readonly CheckpointSignature[]
}

export interface CheckpointSignature {
  readonly name: string
  /** When a witness saw it, in seconds since 1970; absent on the log's own signature. */
  readonly at?: number
}

/**
 * Signs a checkpoint: a C2SP tlog-checkpoint as a signed note, the text to hand to a third party.
 * @param now milliseconds since 1970, for witnesses' signatures
 * @throws InvalidInput for an origin that can't be one
 */
export async function signCheckpoint(checkpoint: Checkpoint, keys: readonly SignerKey[], now = Date.now()): Promise<string> {
  const { size, root } = checkpoint
  const body = `${named(checkpoint.origin)}\n${size}\n${base64(fromHex(root))}\n`
  return `${body}\n${(await Promise.all(keys.map((key) => signatureLine(body, key, now)))).join('')}`
}

/**
 * Adds a signature to a signed checkpoint. Whoever cosigns has checked before that the log still holds what it held at the last
 * checkpoint that they signed.
 * @throws Unproved `badCheckpoint` when `note` is none
 */
export async function cosign(note: string, key: SignerKey, now = Date.now()): Promise<string> {
  const { body, lines } = split(note)
  const mine = await signatureLine(body, key, now)
  const others = lines.filter((line) => !(line.name === key.name && line.id === key.id)).map((line) => line.text)
  return `${body}\n${[...others, mine].join('')}`
}

async function signatureLine(body: string, { name, id, kind, seed }: SignerKey, now: number): Promise<string> {
  const seconds = Math.floor(now / 1000)
  const signature = await signWith(seed, message(body, kind === 'witness' ? seconds : undefined))
  const bytes = kind === 'witness' ? joined(fromHex(id), bigEndian(seconds), signature) : joined(fromHex(id), signature)
  return `— ${name} ${base64(bytes)}\n`
}

/** What is signed: the note's text, with when it was seen before it in a cosignature (C2SP tlog-cosignature). */
const message = (body: string, seconds?: number): Uint8Array<ArrayBuffer> =>
  utf8(seconds === undefined ? body : `cosignature/v1\ntime ${seconds}\n${body}`)

/**
 * Reads a checkpoint and checks who signed it. Signatures of keys that are not among `trusted` are passed over, as the format asks.
 * @param settings.quorum how many of the trusted keys must have signed; 1 when left out
 * @param settings.origin the log that it must be of
 * @throws Unproved `badCheckpoint`, `badSignature`, `noQuorum` or `otherOrigin`
 */
export async function openCheckpoint(
  note: string,
  trusted: readonly VerifierKey[],
  { quorum = 1, origin }: { readonly quorum?: number; readonly origin?: string } = {},
): Promise<SignedCheckpoint> {
  const { body, lines } = split(note)
  const checkpoint = readBody(body)
  if (origin !== undefined && origin !== checkpoint.origin)
    throw new Unproved('otherOrigin', { origin: checkpoint.origin, expected: origin })
  const signatures: CheckpointSignature[] = []
  const signers = new Set<VerifierKey>()
  for (const { name, id, signature } of lines) {
    const key = trusted.find((one) => one.name === name && one.id === id)
    if (!key) continue
    const at = key.kind === 'witness' ? secondsOf(signature) : undefined
    const own = key.kind === 'witness' ? signature.slice(8) : signature
    if (own.length !== 64 || !(await isSignedBy(key.publicKey, message(body, at), own))) throw new Unproved('badSignature', { name })
    if (signers.has(key)) continue
    signers.add(key)
    signatures.push(at === undefined ? { name } : { name, at })
  }
  if (signers.size < quorum || signers.size === 0) throw new Unproved('noQuorum', { signed: signers.size, quorum: Math.max(1, quorum) })
  return { ...checkpoint, signatures }
}

/** What a checkpoint says, whoever signed it or not. @throws Unproved `badCheckpoint` */
export const readCheckpoint = (note: string): Checkpoint => readBody(split(note).body)

interface Line {
  readonly text: string
  readonly name: string
  /** 8 hexadecimal digits. */
  readonly id: string
  readonly signature: Uint8Array<ArrayBuffer>
}

/** More than any log or its witnesses need; a note of millions of lines is not read to its end. */
const mostSignatures = 64

function split(note: string): { readonly body: string; readonly lines: readonly Line[] } {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a note holds none of them but the line feed
  if (/[\u0000-\u0009\u000b-\u001f]/.test(note) || !note.isWellFormed()) throw bad('it holds control characters')
  const at = note.lastIndexOf('\n\n')
  if (at < 0 || !note.endsWith('\n')) throw bad('no empty line stands between its text and its signatures')
  const texts = note
    .slice(at + 2)
    .split(/(?<=\n)/)
    .filter((text) => text !== '')
  if (texts.length > mostSignatures) throw bad(`it has more than ${mostSignatures} signatures`)
  const lines = texts.map((text) => {
    const [, name = '', encoded = ''] = /^— (\S+) (\S+)\n$/u.exec(text) ?? []
    const bytes = fromBase64(encoded)
    if (!isName(name) || !bytes || bytes.length < 5) throw bad('a line after its text is not a signature')
    return { text, name, id: toHex(bytes.slice(0, 4)), signature: bytes.slice(4) }
  })
  return { body: note.slice(0, at + 1), lines }
}

function readBody(body: string): Checkpoint {
  const [origin = '', size = '', encoded = '', ...rest] = body.slice(0, -1).split('\n')
  const root = fromBase64(encoded)
  if (origin === '' || !/^(0|[1-9]\d{0,15})$/.test(size) || root?.length !== 32 || rest.includes(''))
    throw bad('its text is not an origin, a size and a root')
  return { origin, size: Number(size), root: toHex(root) }
}

function bigEndian(seconds: number): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(seconds))
  return bytes
}

const secondsOf = (signature: Uint8Array<ArrayBuffer>): number =>
  signature.length < 8 ? -1 : Number(new DataView(signature.buffer, signature.byteOffset, 8).getBigUint64(0))

const bad = (what: string) => new Unproved('badCheckpoint', { what })
