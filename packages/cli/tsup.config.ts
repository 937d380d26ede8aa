import { rmSync } from 'node:fs'
import { defineConfig, type Options } from 'tsup'

// Both builds write into dist at the same time, so neither may clean it.
rmSync('dist', { recursive: true, force: true })

const common: Options = {
  sourcemap: true,
  target: 'es2022',
  treeshake: true,
  // tsup would write node:sqlite as sqlite, which does not load
  removeNodeProtocol: false,
}

export default defineConfig([
  { ...common, entry: ['src/index.ts'], format: ['esm', 'cjs'], dts: true },
  { ...common, entry: ['src/main.ts'], format: ['esm'] },
])
