import { describeEventStore } from '@bihuan/store-conformance'

// fewer of everything than by default: this shows that the suite runs, not that the store is right
const few = { runs: 10, processes: 2, commands: 5, kills: 1 }

describeEventStore('my store', new URL('./fixture.ts', import.meta.url), few)
