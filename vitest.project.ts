import { defineProject, type UserWorkspaceConfig } from 'vitest/config'

// Tests run from the sources of every package, so that nothing has to be built first.
const conditions = ['@bihuan/source', 'module', 'node', 'development|production']

export const project = (name: string): UserWorkspaceConfig =>
  defineProject({
    resolve: { conditions },
    ssr: { resolve: { conditions } },
    test: { name, include: ['src/**/*.test.ts'] },
  })
