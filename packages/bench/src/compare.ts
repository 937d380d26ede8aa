// pnpm bench:compare [--short] [--check] [--expect] [--json] [--write] [--only NAME…]
//   --short   what two minutes on two cores allow; otherwise everything, which takes the better part of an hour
//   --check   fails when a ratio is worse than half of what packages/bench/expected.json says
//   --expect  with --short: writes that file from what was measured now
//   --json    only JSON on standard output; progress goes to standard error
//   --write   writes the tables of docs/performance.md and docs/performance.zh.md, and by which form they were measured
//   --only    only ratios and figures whose names begin so; may be given several times
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { writeDocuments } from './compare/documents.ts'
import { expectedOf, fallen } from './compare/expected.ts'
import { installPeers } from './compare/installed.ts'
import { asked, groups } from './compare/plan.ts'
import { compare } from './compare/run.ts'
import { tables } from './compare/table.ts'

const flag = { type: 'boolean', default: false } as const
const { values: options, positionals } = parseArgs({
  options: { short: flag, check: flag, expect: flag, json: flag, write: flag, only: { type: 'string', multiple: true, default: [] } },
  allowPositionals: true,
})
const only = [...options.only, ...positionals]
const chosen = asked(groups(options.short), only)
if (chosen.length === 0) throw new Error(`nothing is called ${only.join(', ')}`)
if (options.write && only.length > 0) throw new Error('documents are written from a whole form: without --only')
if (options.expect && (!options.short || only.length > 0)) throw new Error('what is expected is that of --short, as a whole')

const say = (line: string) => console.error(line)
const peers = chosen.some(({ entries }) => entries.some(({ peer }) => peer)) && installPeers(say)
const found = await compare(chosen, { peers, say })

const { failed, ...told } = found
if (options.json) console.log(JSON.stringify(told, null, 1))
else console.log(tables(found.ratios, found.figures))
for (const { name, own } of failed) {
  say(`${name} was not measured`)
  if (own) process.exitCode = 1
}
const file = new URL('../expected.json', import.meta.url)
if (options.expect) writeFileSync(file, `${JSON.stringify(expectedOf(found.ratios), null, 2)}\n`)
if (options.check) {
  const expected = JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>
  for (const { name, expected: before, ratio } of fallen(expected, found.ratios)) {
    say(`${name}: ${ratio ?? 'not measured'}, expected ${before}`)
    process.exitCode = 1
  }
}
if (options.write) writeDocuments(found, `pnpm bench:compare${options.short ? ' --short' : ''} --write`)
