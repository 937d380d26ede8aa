import { describeEventStore } from '@bihuan/store-conformance'

describeEventStore('postgresStore', new URL('./testing/postgres-fixture.ts', import.meta.url))
