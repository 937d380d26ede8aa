import { hash } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'

/**
 * The commands of a full segment: for each the first 16 bytes of the SHA-256 of its id (as JSON), and in 8 bytes the position of its first
 * record, in the order of the digests. Who is found is not looked up in the log to be sure: that two of 10^9 ids share 128 bits happens
 * with a probability of 10^-21, and making two that do takes 2^64 hashes and gains a refusal of one's own second command.
 */
export type CommandTable = Buffer

const digestBytes = 16
export const entryBytes = digestBytes + 8

/** Writes the digest of the id as JSON, which tells lone surrogates apart. As hex, since a buffer for each takes twice the time. */
const writeDigest = (command: string, into: Buffer, at: number) =>
  into.write(hash('sha256', JSON.stringify(command)), at, digestBytes, 'hex')

export const digestOf = (command: string): Buffer => {
  const digest = Buffer.allocUnsafe(digestBytes)
  writeDigest(command, digest, 0)
  return digest
}

/** Digests after which others get their turn. */
const block = 500

/** The table of `commands`, which must not change meanwhile. It takes some 2 µs for each, in turns with others. */
export const tableOf = async (commands: ReadonlyMap<string, number>): Promise<CommandTable> => {
  const digests = Buffer.allocUnsafe(commands.size * digestBytes)
  const positions = new Float64Array(commands.size)
  let count = 0
  for (const [command, position] of commands) {
    writeDigest(command, digests, count * digestBytes)
    positions[count++] = position
    if (count % block === 0) await turn()
  }
  const table = Buffer.allocUnsafe(count * entryBytes)
  sorted(digests).forEach((from, to) => {
    digests.copy(table, to * entryBytes, from * digestBytes, (from + 1) * digestBytes)
    table.writeBigUInt64BE(BigInt(positions[from] as number), to * entryBytes + digestBytes)
  })
  return table
}

/** The numbers of the digests, in their order. */
const sorted = (digests: Buffer): Uint32Array => {
  const prefixes = Uint32Array.from({ length: digests.length / digestBytes }, (_, n) => digests.readUInt32BE(n * digestBytes))
  const digest = (n: number) => digests.subarray(n * digestBytes, (n + 1) * digestBytes)
  return prefixes.map((_, n) => n).sort((a, b) => (prefixes[a] as number) - (prefixes[b] as number) || digest(a).compare(digest(b)))
}

/** The position of the command whose digest this is. */
export const positionIn = (table: CommandTable, digest: Buffer): number | undefined => {
  const prefix = digest.readUInt32BE(0)
  let low = 0
  let high = table.length / entryBytes
  while (low < high) {
    const middle = (low + high) >>> 1
    if (table.readUInt32BE(middle * entryBytes) < prefix) low = middle + 1
    else high = middle
  }
  for (let at = low * entryBytes; at < table.length && table.readUInt32BE(at) === prefix; at += entryBytes) {
    if (table.compare(digest, 0, digestBytes, at, at + digestBytes) === 0) return Number(table.readBigUInt64BE(at + digestBytes))
  }
  return undefined
}
