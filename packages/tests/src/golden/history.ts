import { type District, type EventStore, isRefused, manualClock, openDistrict, seededRandom } from '@bihuan/core'
import { erase, sealerOf } from '@bihuan/core/sealing'
import { foundation, illustrativeYear, type Player, play } from '@bihuan/nangang'
import { memoryKeys } from '@bihuan/store-memory'

/** The tasks of the illustrative year through which, between them, everything happens that can. */
const kept = new Set([
  'carried-2021',
  'elderly-quality',
  'expo-city',
  'financial-park',
  'intangible-heritage',
  'junyikang-fermentation',
  'local-culture',
  'night-market',
  'old-communities',
  'preschool-resources',
  'road-microcirculation',
  'second-hospital',
  'shanty-areas',
  'sme-growth',
  'tech-services',
  'ten-minute-innovation-circle',
  'urban-village-hada',
])

function steps() {
  const all = [...foundation, ...illustrativeYear()]
  const dropped = all.flatMap((step) => (step.command === 'task.register' && !kept.has(step.input.task as string) ? [step.input.task] : []))
  // A task's id, or one that begins with it, as those of its problems do.
  const about = new RegExp(`"(${dropped.join('|')})(-[^"]*)?"`)
  return all.filter((step) => !about.test(JSON.stringify(step.input)))
}

/**
 * A short history in which every event of the core occurs: the illustrative year with fewer tasks, then an officer whose name is sealed
 * and erased. A step that answers one that was left out is refused, and passed over. The same program makes the same history, but for
 * what is sealed.
 */
export async function goldenHistory(store: EventStore): Promise<District> {
  const clock = manualClock('2022-01-01T00:00:00.000Z')
  const keys = memoryKeys()
  const district = await openDistrict({ store, clock, random: seededRandom(1123), sealer: sealerOf(keys) })
  const player: Player = {
    send: (command, input, options) =>
      district.send(command, input, options).catch((error) => {
        if (isRefused(error) && error.refusal.code === 'unknown') return undefined
        throw error
      }),
  }
  // One after the other: what is sealed takes its time, and would fall behind what is sent at once with it.
  for (const step of steps()) await play(player, [step], { setClock: clock.set })
  const office = { actor: { person: 'p-office', unit: 'promotion-office', roles: ['office'] } }
  const officer = { post: 'golden-post', title: '调研员', unit: 'promotion-office', rank: 'staff', person: 'p-golden', name: '张三丰' }
  await district.send('officer.appoint', officer, { ...office, id: 'golden-1' })
  const request = { kind: 'document', title: '本人申请' } as const
  await erase(district, keys, 'p-golden', { ...office, id: 'golden-2', basis: request })
  return district
}
