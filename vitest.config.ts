import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Every core: the property tests are two long files.
    maxWorkers: '100%',
    projects: ['packages/*/vitest.config.ts', 'examples/*/vitest.config.ts'],
    coverage: { provider: 'v8', include: ['packages/*/src/**'], exclude: ['**/*.test.ts'], reporter: ['text', 'json-summary'] },
  },
})
