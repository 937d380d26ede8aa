// Run as a child process: one measurement, handed over as JSON, whose figures are printed as JSON.

import type { Place } from './contenders/contender.ts'
import { type Job, measures, type Values } from './measures/index.ts'

const { measure, options, place } = JSON.parse(process.argv[2] as string) as Job
const take = measures[measure] as unknown as (place: Place, options: Job['options']) => Promise<Values>
console.log(JSON.stringify(await take(place, options)))
// what a peer keeps open is not waited for
process.exit(0)
