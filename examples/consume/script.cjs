// The same from CommonJS; the store's error is told by the core, whichever copy made it.
const { coreSlices, openDistrict, isRefused, isInvalidInput } = require('@bihuan/core')
const { actors, scenario } = require('@bihuan/core/testing')
const { zh } = require('@bihuan/core/words')
const { memoryStore } = require('@bihuan/store-memory')

async function main() {
  const district = await openDistrict({ store: memoryStore() })
  const office = { actor: { person: 'p-1', unit: 'office', roles: ['office'] }, on: '2022-01-04' }
  await district.execute('unit.establish', { unit: 'finance', name: '金融办', kind: 'department' }, office)
  const again = district.execute('unit.establish', { unit: 'finance', name: '金融办', kind: 'department' }, office)
  await again.catch((error) => console.log(isRefused(error), error.refusal.code, district.words(zh).refusal(error.refusal)))
  const wrong = district.execute('unit.establish', { unit: 'x', name: '金融办', kind: '局' }, office)
  await wrong.catch((error) => console.log(isInvalidInput(error), district.words(zh).error(error).places[0].path))
  const { isRefused: fromEsm } = await import('@bihuan/core')
  await again.catch((error) => console.log(fromEsm(error)))
  console.log((await district.verify()).events)
  // A slice made by the core's copy is read by the copy in its testing entry.
  const { machine } = scenario(coreSlices, { on: '2022-01-04', actor: actors.office })
  console.log(machine.events.get('task.started').subjects({ task: 'T-1' }))
}
main()
