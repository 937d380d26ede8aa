export { openTo, type Result, type Scenario, type Sent, scenario } from './scenario.ts'
