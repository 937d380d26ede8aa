// Plain ESM over the built packages: no TypeScript, no conditions.
import { isRefused, openDistrict } from '@bihuan/core'
import { en } from '@bihuan/core/words'
import { sqliteStore } from '@bihuan/store-sql'

const store = sqliteStore({ path: ':memory:' })
const district = await openDistrict({ store })
const office = { actor: { person: 'p-1', unit: 'office', roles: ['office'] }, on: '2022-01-04' }

await district.execute('unit.establish', { unit: 'finance', name: { zh: '金融办', en: 'Finance office' }, kind: 'department' }, office)
await district.execute('unit.rename', { unit: 'finance', name: '金融服务中心' }, office)
try {
  await district.execute('unit.establish', { unit: 'finance', name: '金融办', kind: 'department' }, office)
} catch (error) {
  console.log(isRefused(error), error.refusal.code, district.words(en).refusal(error.refusal))
}
console.log(district.views.responsibility({ on: '2022-01-04' }).units[0].name)
console.log((await district.verify()).events)
await store.close()
