import { copyLog, manualClock, openDistrict, seededRandom } from '@bihuan/core'
import { exportCloudEvents, exportOcel, keep, readCloudEvents } from '@bihuan/exchange'
import { memoryStore } from '@bihuan/store-memory'

const store = memoryStore()
const clock = manualClock('2022-01-04T01:00:00.000Z')
const district = await openDistrict({ store, log: 'nangang', clock, random: seededRandom(1) })
const office = { actor: { person: 'p-2', unit: 'office', roles: ['office'] }, id: 'unit-1' }
await district.execute('unit.establish', { unit: 'finance', name: '金融办', kind: 'department', level: 'district' }, office)
const { machine } = district
const log = () => ({ records: store.read('nangang'), machine })

// Out, piece by piece: to a file, a queue, a response.
let batch = ''
for await (const piece of exportCloudEvents({ ...log(), source: 'https://nangang.example/log' })) batch += piece
const { data, leaf, ...attributes } = JSON.parse(batch)[1]
console.log(attributes)
console.log(data.type, data.data)

// In again, in another place: all of it is checked first.
const elsewhere = memoryStore()
const received = readCloudEvents(batch, { machine, root: district.root() })
await keep(elsewhere, 'nangang', received)
console.log(received.events, received.root === district.root())

let ocel = ''
for await (const piece of exportOcel({ ...log(), lang: 'zh' })) ocel += piece
for (const { id, type, attributes } of JSON.parse(ocel).objects)
  for (const { name, value, time } of attributes) console.log(type, id, name, value, time)

// From store to store, without a file between them.
console.log((await copyLog({ from: store, to: memoryStore(), log: 'nangang', machine })).root === received.root)
