import type { EventStoreFixture } from '../fixture.ts'
import { supports as all } from './fixture.ts'
import { plainStore } from './plain-store.ts'

export { destroy, place } from './fixture.ts'

export const supports: EventStoreFixture['supports'] = { ...all, multiProcess: false, watchesOthers: false }

export const open: EventStoreFixture['open'] = async (place) => plainStore((JSON.parse(place) as { file: string }).file, true)
