import { defineConfig } from 'tsup'

export default defineConfig({
  entry: ['src/index.ts', 'src/words/index.ts', 'src/proof/index.ts', 'src/sealing/index.ts', 'src/testing/index.ts'],
  format: ['esm', 'cjs'],
  dts: true,
  sourcemap: true,
  clean: true,
  target: 'es2022',
  treeshake: true,
})
