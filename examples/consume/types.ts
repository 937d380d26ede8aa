// Checked by the compiler against the built declarations: what a consumer may write, and what is an error before it runs.
import { openDistrict } from '@bihuan/core'
import { memoryStore } from '@bihuan/store-memory'

const district = await openDistrict({ store: memoryStore() })
const office = { actor: { person: 'p-1', unit: 'office', roles: ['office'] } }

await district.execute('task.start', { task: 'T-1' }, office)
// @ts-expect-error there is no such command
await district.execute('task.begin', { task: 'T-1' }, office)
// @ts-expect-error a field of another name
await district.execute('task.start', { id: 'T-1' }, office)
// @ts-expect-error a code that is not in the list
await district.execute('problem.raise', { title: '征地受阻', severity: 'terrible' }, office)
// @ts-expect-error who acts has to be said
await district.execute('task.start', { task: 'T-1' }, {})

const rows = district.views.ledger({ on: '2022-06-30', light: 'red' }).rows
const lag: number | undefined = rows[0]?.lag
const light: 'done' | 'green' | 'yellow' | 'red' | 'grey' | undefined = rows[0]?.light
// @ts-expect-error a view has no such column
rows[0]?.colour
// @ts-expect-error a filter has no such value
district.views.ledger({ light: 'blue' })

district.on('milestone.reached', (event) => {
  const milestone: string = event.data.milestone
  // @ts-expect-error an event has no such field
  event.data.percent
  return milestone
})

export { lag, light }
