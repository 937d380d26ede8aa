import { coreSlices, dictionary, type Shown, shown } from '@bihuan/core'
import { legalHistory } from '@bihuan/core/testing'
import { languages } from '@bihuan/core/words'
import { workbook, xlsxRenderer } from '@bihuan/render-office'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { districtOf } from './for-tests.ts'
import { planLedger, readLedger } from './index.ts'

const words = { zh: dictionary(coreSlices, languages.zh), en: dictionary(coreSlices, languages.en) }
const seed = process.env.BIHUAN_SEED === undefined ? undefined : Number(process.env.BIHUAN_SEED)
const asked = { numRuns: 40 * Math.max(1, Number(process.env.BIHUAN_RUNS ?? 1)), ...(seed !== undefined && { seed }) }

type District = Awaited<ReturnType<typeof districtOf>>
type Lang = keyof typeof words

/** What a plan for the district that a workbook came from would do: nothing, and every row is known. */
async function changesNothing(district: District, ledger: Shown, bytes: Uint8Array, lang: Lang) {
  const read = await readLedger(bytes, { sheet: words[lang].view('ledger') })
  expect(read).toMatchObject({ own: lang, problems: [], warnings: [] })
  const plan = await planLedger(district, read)
  expect(plan).toMatchObject({ units: [], tasks: [], changes: [], problems: [], warnings: [] })
  expect(plan.unchanged).toEqual(ledger.table.rows.map(({ task }) => task))
}

describe.each(['zh', 'en'] as const)('the workbook of a ledger that xlsxRenderer writes (%s)', (lang) => {
  it('changes nothing in the district that it comes from, whatever happened there', async () => {
    await fc.assert(
      fc.asyncProperty(legalHistory({ length: 80 }), async (history) => {
        const district = await districtOf(history.events, history.machine)
        const ledger = shown(district, words[lang], 'ledger', {})
        await changesNothing(district, ledger, await xlsxRenderer().render(ledger), lang)
      }),
      asked,
    )
  }, 120_000)

  it('changes nothing either where it is a sheet of a larger book', async () => {
    await fc.assert(
      fc.asyncProperty(legalHistory({ length: 80 }), async (history) => {
        const district = await districtOf(history.events, history.machine)
        const ledger = shown(district, words[lang], 'ledger', {})
        const others = [shown(district, words[lang], 'fiveLists', {}), shown(district, words[lang], 'wallChart', {})]
        await changesNothing(district, ledger, await workbook([...others, ledger]), lang)
      }),
      { ...asked, numRuns: Math.ceil(asked.numRuns / 4) },
    )
  }, 120_000)
})
