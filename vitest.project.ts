import { defineProject, type UserWorkspaceConfig } from 'vitest/config'

// Tests run from the sources of every package, so that nothing has to be built first.
const conditions = ['@bihuan/source', 'module', 'node', 'development|production']

export const project = (name: string, include: string[] = ['src/**/*.test.ts'], globalSetup: string[] = []): UserWorkspaceConfig =>
  defineProject({
    resolve: { conditions },
    ssr: { resolve: { conditions } },
    // Properties take seconds, and longer on a busy machine: what is slow is not what is wrong.
    test: { name, include, globalSetup, testTimeout: 60_000 },
  })
