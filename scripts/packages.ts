// Packs every public package as it would be published and checks the result.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Outcome, run } from './run.ts'
import { type Package, packages, root } from './workspace.ts'

const check = async ({ dir, name }: Package): Promise<Outcome> => {
  const temp = mkdtempSync(join(tmpdir(), 'bihuan-pack-'))
  try {
    const packed = await run('pnpm', ['pack', '--pack-destination', temp], join(root, dir))
    const file = readdirSync(temp).find((entry) => entry.endsWith('.tgz'))
    if (!packed.ok || !file) return { ok: false, output: `${name}: pnpm pack\n${packed.output}` }
    const tarball = join(temp, file)
    const outcomes = await Promise.all([
      run('publint', ['run', tarball, '--strict']),
      run('attw', [tarball, '--profile', 'node16', '--no-emoji']),
      manifest(tarball),
    ])
    const failed = outcomes.filter((outcome) => !outcome.ok)
    return { ok: failed.length === 0, output: failed.map((outcome) => `${name}\n${outcome.output}`).join('\n') }
  } finally {
    rmSync(temp, { recursive: true, force: true })
  }
}

const manifest = async (tarball: string): Promise<Outcome> => {
  const read = await run('tar', ['-xzOf', tarball, 'package/package.json'])
  if (!read.ok) return read
  const left = ['@bihuan/source', 'workspace:', 'catalog:'].filter((word) => read.output.includes(word))
  return { ok: left.length === 0, output: left.map((word) => `package.json still says ${word}`).join('\n') }
}

export const checkPackages = async (): Promise<Outcome> => {
  const published = packages.filter((entry) => !entry.private)
  const outcomes = await Promise.all(published.map(check))
  const output = outcomes.map((outcome) => outcome.output).filter((text) => text !== '')
  return { ok: published.length > 0 && outcomes.every((outcome) => outcome.ok), output: output.join('\n') }
}
