// pnpm bench:workbook [ROWS]: how long a ledger takes to become a workbook, and how much memory. 10,000 rows when left out.
import { xlsxRenderer } from '../index.ts'
import { manyRows } from './many.ts'
import { playedYear } from './year.ts'

const rows = Number(process.argv[2] ?? 10_000)
if (!Number.isSafeInteger(rows) || rows < 1) throw new Error('usage: pnpm bench:workbook [ROWS]')

const shown = manyRows((await playedYear()).see('ledger'), rows)
const before = process.memoryUsage().rss
const cpu = process.cpuUsage()
const began = performance.now()
const bytes = await xlsxRenderer().render(shown)
const took = performance.now() - began
const { user, system } = process.cpuUsage(cpu)
const megabytes = (n: number) => `${Math.round(n / 2 ** 20)} MB`
console.log(`${rows} rows: ${(took / 1000).toFixed(1)} s, of which processor ${((user + system) / 1e6).toFixed(1)} s`)
console.log(
  `file ${megabytes(bytes.length)}, memory at its peak ${megabytes(process.resourceUsage().maxRSS * 1024)}, before ${megabytes(before)}`,
)
