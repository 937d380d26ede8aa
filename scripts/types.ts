// Checks the types of the whole workspace, all tsconfigs at once.
import { type Outcome, run } from './run.ts'
import { tsconfigs } from './workspace.ts'

export const types = async (): Promise<Outcome> => {
  const outcomes = await Promise.all(
    tsconfigs.map((file) => run(process.execPath, ['node_modules/typescript-7/bin/tsc', '--noEmit', '--pretty', 'false', '-p', file])),
  )
  const failed = outcomes.filter((outcome) => !outcome.ok)
  // The same line may come from several tsconfigs.
  const lines = new Set(failed.flatMap((outcome) => outcome.output.trimEnd().split('\n')))
  return { ok: failed.length === 0, output: [...lines].join('\n') }
}
