import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export const root = dirname(import.meta.dirname)

export type Package = { readonly dir: string; readonly name: string; readonly private: boolean }

/** Every package of the workspace, by folder. */
export const packages: readonly Package[] = globSync(['packages/*/package.json', 'examples/*/package.json'], { cwd: root })
  .sort()
  .map((file) => {
    const manifest = JSON.parse(readFileSync(join(root, file), 'utf8'))
    return { dir: dirname(file), name: manifest.name, private: manifest.private === true }
  })

/** Every tsconfig that checks sources. That of the consumer needs the built packages: it has a step of its own. */
export const tsconfigs: readonly string[] = [
  'tsconfig.json',
  ...packages
    .filter(({ dir }) => dir !== 'examples/consume')
    .flatMap(({ dir }) => ['tsconfig.json', 'tsconfig.test.json'].map((name) => join(dir, name))),
].filter((file) => existsSync(join(root, file)))
