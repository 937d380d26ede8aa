import type { Dictionary, District, KeyStore, Readable, Shown } from '@bihuan/core'
import { reveal } from '@bihuan/core/sealing'

/**
 * A quarter's papers as of its last day, by the names of their files: the report as a page, the wall chart, the workbook, the summary, the
 * ladder and the agenda. With `keys`, sealed text about persons is opened in them. @throws InvalidInput when `quarter` is not `YYYY-Qn`
 */
export async function papersOf(
  district: District,
  words: Dictionary,
  quarter: string,
  keys?: Pick<KeyStore, 'find'>,
): Promise<readonly (readonly [file: string, bytes: Uint8Array])[]> {
  const { htmlRenderer, report: joined, svgRenderer } = await import('@bihuan/render-html')
  const { docxRenderer, icsRenderer, officialDocument, summaryData, workbook } = await import('@bihuan/render-office')
  const summary = await summaryData(district, { quarter })
  const { on } = summary
  const seen = district as Readable
  const show = async (view: string, options: object = {}, day: { readonly on?: string } = { on }): Promise<Shown> => {
    const asked = seen.view(view, { ...day, ...options })
    const value = keys ? await reveal(asked, keys) : asked
    return { view, value, table: seen.tableOf(view, value, words.lang), words }
  }
  const rounds = await roundsOf(district, on)
  // A quarter is assessed after its end.
  const ranks = await Promise.all(rounds.map((round) => show('leagueTable', { round }, {})))
  const wall = await show('wallChart')
  const ledger = await show('ledger')
  const lists = await show('fiveLists')
  const board = await show('indicatorBoard')
  const ladder = await show('ladder')
  const agenda = await show('agenda')
  const views = [
    await show('wallChart', { bars: false }),
    await show('strategyMap'),
    await show('responsibility'),
    board,
    lists,
    await show('readiness', { gapsOnly: true }),
    ...ranks,
    await show('loop'),
    ladder,
    await show('coverage'),
  ]
  const title = { zh: `${quarter} 战略推进报告`, en: `Progress of the strategy, ${quarter}` }
  // The district's own promotion office issues it; without one that stays a marked blank.
  const office = district.views.responsibility({ on }).units.find((unit) => unit.kind === 'office')
  const letterhead = office ? { issuer: office.name } : {}
  return [
    [`report-${quarter}.html`, await joined(views, { title })],
    ['wall-chart.html', await htmlRenderer().render(wall)],
    ['wall-chart.svg', await svgRenderer().render(wall)],
    [`workbook-${quarter}.xlsx`, await workbook([ledger, lists, board, ...ranks])],
    [`summary-${quarter}.docx`, await officialDocument('summary', summary, words, letterhead)],
    ['ladder.docx', await docxRenderer().render(ladder)],
    ['agenda.ics', await icsRenderer().render(agenda)],
  ]
}

/** Rounds whose period ended by a day and in its quarter. */
async function roundsOf(district: District, on: string): Promise<readonly string[]> {
  const first = `${on.slice(0, 5)}${String(Number(on.slice(5, 7)) - 2).padStart(2, '0')}-01`
  const found: string[] = []
  for (let after: number | undefined = 0; after !== undefined; ) {
    const page: Awaited<ReturnType<District['timeline']>> = await district.timeline({ types: ['round.opened'], after, limit: 1000 })
    for (const { data } of page.events as unknown as readonly {
      readonly data: { readonly round: string; readonly period: { readonly to: string } }
    }[])
      if (data.period.to >= first && data.period.to <= on) found.push(data.round)
    after = page.next
  }
  return found
}
