// pnpm golden VERSION          writes the golden log of a version that is about to be released; never over one that is there
// pnpm golden VERSION --views  writes what the views show now of a golden log that is there: for views that are new, or were changed on purpose
import { coreSlices, createMachine, openDistrict } from '@bihuan/core'
import { memoryStore } from '@bihuan/store-memory'
import { asked } from './asked.ts'
import { linesIn, readGolden, seen, storeOf, versions, writeGolden, writeViews } from './folder.ts'
import { goldenHistory } from './history.ts'

const [version = '', views] = process.argv.slice(2)

if (!/^\d+\.\d+\.\d+$/.test(version) || (views !== undefined && views !== '--views'))
  throw new Error('usage: pnpm golden VERSION [--views], such as 0.1.0')
if (views) {
  const golden = readGolden(version)
  const district = await openDistrict({ store: await storeOf(createMachine(coreSlices), golden.lines), create: false })
  const shown = new Set(golden.views.map(({ view }) => view))
  writeViews(version, seen(district, [...golden.views, ...asked(district).filter(({ view }) => !shown.has(view))]))
} else {
  if (versions().includes(version)) throw new Error(`packages/tests/golden/${version} is there: what was released is never written again`)
  const store = memoryStore()
  const district = await goldenHistory(store)
  const types = new Set((await linesIn(store, 'district')).map((line) => JSON.parse(line).type))
  const missing = [...district.machine.events.keys()].filter((type) => !types.has(type))
  if (missing.length > 0) throw new Error(`no event in the history is ${missing.join(' or ')}: add what records it to history.ts`)
  writeGolden({ version, lines: await linesIn(store, 'district'), root: district.root(), views: seen(district, asked(district)) })
}
