import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EventStore, StoreCapabilities } from '@bihuan/core'
import { fileStore } from '../index.ts'

export const supports: StoreCapabilities = { durable: true, multiProcess: false, watchesOthers: false, turns: false, snapshots: true }

/** The folder of a store that is not there yet. */
export const place = async (): Promise<string> => join(await mkdtemp(join(tmpdir(), 'bihuan-file-')), 'store')

export const open = async (place: string): Promise<EventStore> => fileStore({ path: place, onRecovered: () => undefined })

export const destroy = (place: string): Promise<void> => rm(join(place, '..'), { recursive: true, force: true })
