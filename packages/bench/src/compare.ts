// pnpm bench:compare [--short] [--json] [--only NAME…]
import { parseArgs } from 'node:util'
import { figureOf, type Ratio, ratioOf } from './compare/figures.ts'
import { asked, groups } from './compare/plan.ts'
import { takeTurns } from './compare/turns.ts'

const { values, positionals } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [] },
  },
  allowPositionals: true,
})
const say = (line: string) => console.error(line)
const taken = new Map<string, number[]>()
const ratios: Ratio[] = []
for (const group of asked(groups(values.short), [...values.only, ...positionals])) {
  const own = await takeTurns(group, { say, database: async () => '' })
  for (const [name, all] of own) taken.set(name, all)
  ratios.push(...group.ratios.flatMap((spec) => ratioOf(spec, own) ?? []))
}
const figures = [...taken].map(([name, all]) => figureOf(name, all))
if (values.json) console.log(JSON.stringify({ ratios, figures }))
else for (const { name, ratio, target } of ratios) console.log(name, ratio.toFixed(3), target)
