export type { Machine, State } from '../engine/machine.ts'
export { openTo, type Result, type Scenario, type Sent, scenario } from './scenario.ts'
