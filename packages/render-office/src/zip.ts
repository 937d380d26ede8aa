import { unzipSync, type Zippable, zipSync } from 'fflate'

/** The same files, packed so that the same files give the same bytes everywhere: no clock, no compressor of the machine. */
export function repacked(
  bytes: Uint8Array,
  change: (path: string, content: Uint8Array) => Uint8Array = (_, content) => content,
): Uint8Array {
  const files: Zippable = {}
  for (const [path, content] of Object.entries(unzipSync(bytes))) files[path] = [change(path, content), { mtime: epoch, level: 3 }]
  return zipSync(files)
}

/** The first moment of a zip file's calendar; it has no zone. */
const epoch = new Date(1980, 0, 1)
