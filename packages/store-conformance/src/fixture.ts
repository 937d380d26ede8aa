import { type EventStore, InvalidInput, type StoreCapabilities } from '@bihuan/core'

/**
 * What a fixture module exports: how the suite gets a store, in this process and in others that it starts. Node has to be able to import
 * the module by itself; it may be TypeScript whose types can be stripped.
 */
export interface EventStoreFixture {
  /** What the store is expected to declare; written out, not read from the store. */
  readonly supports: StoreCapabilities
  /** The address of a medium of its own that holds nothing yet: a file, a folder, a database. */
  place(): Promise<string>
  /** A store over the medium at `place`. Where the store is durable or shared this is called again, in any process. */
  open(place: string): Promise<EventStore>
  /** Removes the medium. Its stores are closed, or their processes have ended. */
  destroy(place: string): Promise<void>
}

/** @throws InvalidInput when the module lacks something that a fixture has */
export const loadFixture = async (url: string): Promise<EventStoreFixture> => {
  const module = (await import(/* @vite-ignore */ url)) as Record<keyof EventStoreFixture, unknown>
  const issues = (['supports', 'place', 'open', 'destroy'] as const)
    .filter((name) => typeof module[name] !== (name === 'supports' ? 'object' : 'function'))
    .map((name) => ({ path: [name], code: 'invalid_type', message: `${url} has to export it` }))
  if (issues.length > 0) throw new InvalidInput(issues)
  return module as unknown as EventStoreFixture
}
