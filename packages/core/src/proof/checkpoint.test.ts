import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isInvalidInput, isUnproved } from '../engine/errors.ts'
import { cosign, openCheckpoint, readCheckpoint, signCheckpoint } from './checkpoint.ts'
import { newKey, signerKey, verifierKey, verifierText } from './keys.ts'

/** RFC 8032 section 7.1, test 1, as a key of a log. */
const seed = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60'
const secretOf = (type: number, id: string) =>
  `PRIVATE+KEY+example.com/district+${id}+${Buffer.from(`0${type}${seed}`, 'hex').toString('base64')}`

const checkpoint = { origin: 'example.com/district', size: 42, root: 'ab'.repeat(32) }
const pair = async (name: string, kind: 'log' | 'witness' = 'log') => {
  const key = await newKey(name, kind)
  return { signer: await signerKey(key.secret), verifier: verifierKey(key.verifier) }
}
const rejection = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  )

describe('keys', () => {
  it('are read back from their text, with the id that stands in it', async () => {
    const { secret, verifier } = await newKey('example.com/district', 'witness')
    expect(verifierText(await signerKey(secret))).toBe(verifier)
    expect(verifierKey(verifier)).toMatchObject({ name: 'example.com/district', kind: 'witness', id: verifier.split('+')[1] })
  })

  it('derive the public key that RFC 8032 publishes for its seed', async () => {
    for (const type of [1, 4]) {
      const wrong = await rejection(signerKey(secretOf(type, '00000000')))
      expect(wrong).toSatisfy(isInvalidInput)
      const name = 'example.com/district'
      const published = Buffer.from('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', 'hex')
      const id = createHash('sha256')
        .update(Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(type), published]))
        .digest('hex')
        .slice(0, 8)
      const key = await signerKey(secretOf(type, id))
      expect(Buffer.from(key.publicKey).equals(published)).toBe(true)
    }
  })

  it.each(['', 'a b', 'a+b', 'a\n', '督\u3000办', '\u0000', 'x'.repeat(256)])('can not be named %j', async (name) => {
    expect(await rejection(newKey(name))).toSatisfy(isInvalidInput)
    expect(await rejection(signCheckpoint({ ...checkpoint, origin: name }, []))).toSatisfy(isInvalidInput)
  })

  it('that were mistyped anywhere are refused, and what is said shows nothing of a secret one', async () => {
    const { secret, verifier } = await newKey('example.com/district')
    for (const [text, read] of [
      [secret, signerKey],
      [verifier, async (text: string) => verifierKey(text)],
    ] as const)
      for (let at = 0; at < text.length; at++) {
        const char = text[at] === 'A' ? 'B' : 'A'
        const error = await rejection(read(text.slice(0, at) + char + text.slice(at + 1)))
        expect(error, text.slice(0, at)).toSatisfy(isInvalidInput)
        expect((error as Error).message).not.toContain(secret.slice(-20))
      }
  })
})

describe('a checkpoint', () => {
  it('is the text that the format asks for: origin, size, root, an empty line, signatures', async () => {
    const { signer } = await pair('example.com/district')
    const note = await signCheckpoint(checkpoint, [signer])
    expect(note.split('\n').slice(0, 4)).toEqual(['example.com/district', '42', Buffer.from(checkpoint.root, 'hex').toString('base64'), ''])
    expect(note).toMatch(/\n\n— example\.com\/district [A-Za-z0-9+/=]{92}\n$/)
    expect(readCheckpoint(note)).toEqual(checkpoint)
  })

  it('says who signed it, of those that are trusted, and when witnesses saw it', async () => {
    const [log, first, second] = [await pair('example.com/district'), await pair('审计.example', 'witness'), await pair('stranger.example')]
    const note = await cosign(await cosign(await signCheckpoint(checkpoint, [log.signer]), first.signer, 1_700_000_000_999), second.signer)
    expect(await openCheckpoint(note, [log.verifier, first.verifier], { quorum: 2, origin: 'example.com/district' })).toEqual({
      ...checkpoint,
      signatures: [{ name: 'example.com/district' }, { name: '审计.example', at: 1_700_000_000 }],
    })
    expect((await openCheckpoint(note, [second.verifier])).signatures).toEqual([{ name: 'stranger.example' }])
    expect(await rejection(openCheckpoint(note, [log.verifier], { quorum: 2 }))).toMatchObject({ code: 'noQuorum', facts: { signed: 1 } })
    expect(await rejection(openCheckpoint(note, []))).toMatchObject({ code: 'noQuorum' })
    expect(await rejection(openCheckpoint(note, [log.verifier], { quorum: 0, origin: 'x' }))).toMatchObject({ code: 'otherOrigin' })
    expect(await rejection(openCheckpoint(note, [(await pair('example.com/district')).verifier], { quorum: 0 }))).toMatchObject({
      code: 'noQuorum',
    })
  })

  it('counts a key once, however often it signed, and takes the newest of its signatures', async () => {
    const witness = await pair('witness.example', 'witness')
    const twice = await cosign(await cosign(await signCheckpoint(checkpoint, []), witness.signer, 1000), witness.signer, 5000)
    expect((await openCheckpoint(twice, [witness.verifier])).signatures).toEqual([{ name: 'witness.example', at: 5 }])
    const line = twice.slice(twice.indexOf('—'))
    expect(await rejection(openCheckpoint(twice + line, [witness.verifier], { quorum: 2 }))).toMatchObject({ code: 'noQuorum' })
  })

  it('a cosignature does not pass for a signature at another time', async () => {
    const witness = await pair('witness.example', 'witness')
    const note = await signCheckpoint(checkpoint, [witness.signer], 5000)
    const [body = '', line = ''] = note.split(/(?=— )/)
    const bytes = Buffer.from(line.split(' ')[2] as string, 'base64')
    bytes.writeBigUInt64BE(6n, 4)
    expect(await rejection(openCheckpoint(`${body}— witness.example ${bytes.toString('base64')}\n`, [witness.verifier]))).toMatchObject({
      code: 'badSignature',
    })
  })

  it('that was changed at any character is refused', async () => {
    const { signer, verifier } = await pair('example.com/district')
    const note = await signCheckpoint(checkpoint, [signer])
    for (let at = 0; at < note.length; at++)
      for (const char of ['1', 'A', '\n', ' ', '\u0000', '\ud800']) {
        if (note[at] === char) continue
        expect(await rejection(openCheckpoint(note.slice(0, at) + char + note.slice(at + 1), [verifier])), `${at} ${char}`).toSatisfy(
          isUnproved,
        )
      }
    for (let at = 0; at < note.length; at++) expect(await rejection(openCheckpoint(note.slice(0, at), [verifier]))).toSatisfy(isUnproved)
  })

  it('of any form is read or refused, never met with an error of another kind', async () => {
    const { verifier } = await pair('example.com/district')
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('\n', '— ', 'a', 'AAAA', '0', '\n\n', '=') })),
        async (note) => {
          expect(await rejection(openCheckpoint(note, [verifier]))).toSatisfy(isUnproved)
        },
      ),
    )
  })
})
