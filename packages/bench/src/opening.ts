// Run as a child process: opens the log in a folder in one way, and prints what it took as JSON.
import { open, type Way } from './measures/opening.ts'

const [path, way] = process.argv.slice(2) as [string, Way]
console.log(JSON.stringify(await open(path, way)))
