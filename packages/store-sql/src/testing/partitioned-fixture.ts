import { readFileSync } from 'node:fs'
import { postgresStore } from '../index.ts'
import { place as fresh, schemaOf, sql } from './postgres-fixture.ts'

export { destroy, open, supports } from './postgres-fixture.ts'

const script = readFileSync(new URL('../../../../docs/store-sql-partitioned.sql', import.meta.url), 'utf8')

/** Runs the documented file over the store's schema, as psql would. */
export const partition = (place: string): Promise<unknown> => sql(place, script.replaceAll('bihuan.', `${schemaOf(place)}.`))

/** A schema whose events are split by their log, with nothing in it. */
export const place = async (): Promise<string> => {
  const made = await fresh()
  const store = await postgresStore({ url: made })
  await store.close()
  await partition(made)
  return made
}
