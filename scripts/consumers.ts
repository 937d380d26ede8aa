// Uses the built packages as a consumer would: from ESM, from CommonJS, by the compiler with nothing of this workspace's settings, and
// with the published suite over a store.
import { join } from 'node:path'
import { type Outcome, run } from './run.ts'
import { root } from './workspace.ts'

const folder = join(root, 'examples/consume')

const expected: readonly (readonly [file: string, lines: readonly RegExp[]])[] = [
  ['script.mjs', [/^true taken .+/, /^金融服务中心$/, /^3$/]],
  ['script.cjs', [/^true taken .+/, /^true kind$/, /^true$/, /^2$/, /task:T-1/]],
]

export const consumers = async (): Promise<Outcome> => {
  const scripts = expected.map(async ([file, lines]): Promise<Outcome> => {
    const { ok, output } = await run(process.execPath, ['--disable-warning=ExperimentalWarning', file], folder)
    const said = output.trim().split('\n')
    const right = ok && said.length === lines.length && lines.every((line, i) => line.test(said[i] ?? ''))
    return { ok: right, output: right ? '' : `${file}\n${output}` }
  })
  const types = run(process.execPath, [join(root, 'node_modules/typescript-7/bin/tsc'), '-p', 'tsconfig.json'], folder)
  const suite = run('vitest', ['run', '--root', folder], folder)
  const outcomes = await Promise.all([...scripts, types, suite.then(({ ok, output }) => ({ ok, output: ok ? '' : output }))])
  return { ok: outcomes.every((outcome) => outcome.ok), output: outcomes.map((outcome) => outcome.output).join('') }
}
