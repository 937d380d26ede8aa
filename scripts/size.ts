// Bundles the core as a page would and measures what travels over the wire.
import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { build, type Plugin } from 'esbuild'
import type { Outcome } from './run.ts'
import { root } from './workspace.ts'

const limit = 92_000

const noBuiltins: Plugin = {
  name: 'no-builtins',
  setup: ({ onResolve }) =>
    onResolve({ filter: /.*/ }, ({ path, importer }) =>
      isBuiltin(path) ? { errors: [{ text: `${path} is a part of Node, imported by ${importer}` }] } : undefined,
    ),
}

export const size = async (): Promise<Outcome> => {
  try {
    const { outputFiles } = await build({
      absWorkingDir: root,
      entryPoints: [join(root, 'packages/core/src/index.ts')],
      conditions: ['@bihuan/source'],
      bundle: true,
      minify: true,
      platform: 'browser',
      format: 'esm',
      target: 'es2022',
      write: false,
      logLevel: 'silent',
      plugins: [noBuiltins],
    })
    const bytes = outputFiles.reduce((sum, file) => sum + brotliCompressSync(file.contents).length, 0)
    return { ok: bytes < limit, output: `@bihuan/core: ${bytes} bytes in brotli, limit ${limit}` }
  } catch (error) {
    return { ok: false, output: error instanceof Error ? error.message : String(error) }
  }
}
