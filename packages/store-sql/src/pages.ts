import type { LogRecord, ReadOptions } from '@bihuan/core'
import { checkPageSize } from './checks.ts'

/** Pages of `options.pageSize` records until one is not full, each got by `page` when it is asked for. */
export async function* pages(
  options: ReadOptions | undefined,
  page: (from: number, limit: number) => Promise<readonly LogRecord[]>,
): AsyncGenerator<readonly LogRecord[], void, undefined> {
  const { from = 1, pageSize = 1000 } = options ?? {}
  checkPageSize(pageSize)
  for (let next = from; ; ) {
    const records = await page(next, pageSize)
    const last = records.at(-1)
    if (last === undefined) return
    yield records
    if (records.length < pageSize) return
    next = last.position + 1
  }
}
