import { expect, it } from 'vitest'
import { partsOf } from '../testing/inspect.ts'
import { manyRows } from '../testing/many.ts'
import { playedYear } from '../testing/year.ts'
import { xlsxRenderer } from './index.ts'

// What it takes on a quiet machine is printed by pnpm bench:workbook; here there is room for a slow one.
it('10,000 rows of the ledger are a matter of seconds and of a few hundred megabytes', async () => {
  const shown = manyRows((await playedYear()).see('ledger'), 10_000)
  const before = process.memoryUsage().rss
  const began = performance.now()
  const bytes = await xlsxRenderer().render(shown)
  expect(performance.now() - began).toBeLessThan(20_000)
  expect(process.memoryUsage().rss - before).toBeLessThan(800 * 2 ** 20)
  expect(partsOf(bytes).get('xl/worksheets/sheet1.xml')?.match(/<row /g)?.length).toBe(10_002)
})
