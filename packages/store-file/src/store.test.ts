import { describeEventStore } from '@bihuan/store-conformance'

describeEventStore('fileStore', new URL('./testing/fixture.ts', import.meta.url), { runs: 50 })
