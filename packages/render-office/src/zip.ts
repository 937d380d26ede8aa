import { unzipSync, type Zippable, zipSync } from 'fflate'

/** The same files, packed so that the same files give the same bytes everywhere: no clock, no compressor of the machine. */
export function repacked(
  bytes: Uint8Array,
  change: (path: string, content: Uint8Array) => Uint8Array = (_, content) => content,
): Uint8Array {
  const mtime = epoch()
  const files: Zippable = {}
  for (const [path, content] of Object.entries(unzipSync(bytes))) files[path] = [change(path, content), { mtime, level: 3 }]
  return zipSync(files)
}

/** The first moment of a zip file's calendar, which has no zone: midnight in the zone that the process is in now. */
const epoch = () => new Date(1980, 0, 1)
