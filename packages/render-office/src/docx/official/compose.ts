import type { Dictionary } from '@bihuan/core'
import { dayIn, inLang, leading, listed, type Text } from '../../seen.ts'
import { officialWords } from '../../words/words.ts'
import { type Block, heading, paragraph } from '../blocks.ts'
import { tableSize, taskTable } from '../tables.ts'
import { blank } from '../type.ts'
import type { DocumentData, DocumentKind, LedgerRow, Named } from './data.ts'

/** A document's title and body, before its letterhead is put round it. */
export interface Composed {
  readonly title: string
  readonly blocks: readonly Block[]
  /** Whom it is addressed to when the letterhead does not say: nobody known where empty, nobody at all without. */
  readonly to?: readonly Text[]
}

type Composer<K extends DocumentKind> = (data: DocumentData[K], words: Dictionary) => Composed

/** A text as a sentence: with a full stop, unless it ends with a sign of its own. */
const sentence = (text: string, words: Dictionary): string =>
  /[\p{P}\s]$/u.test(text) || text === '' ? text : text + officialWords(words).stop

const paragraphs = (text: string, words: Dictionary): Block[] =>
  text
    .split(/\n+/)
    .filter((line) => line.trim() !== '')
    .map((line) => paragraph(sentence(line, words)))

const named = (units: readonly Named[], words: Dictionary): string =>
  listed(
    units.map((unit) => unit.name),
    words.lang,
  )

/** What a duty is about: a reminder is known by its period only. */
const titled = (duty: string, title: string, words: Dictionary): string =>
  duty === 'reminderUnanswered' ? officialWords(words).reminder.of(title) : title

/** A heading and a table of tasks; nothing where there are none. */
const tasks = (title: string, rows: readonly LedgerRow[], words: Dictionary): Block[] =>
  rows.length === 0 ? [] : [heading(1, title), taskTable(rows, words)]

const circular: Composer<'circular'> = ({ fact, units, tasks: rows, round }, words) => {
  const { circular: own, ...rest } = officialWords(words)
  return {
    title: inLang(fact.title, words.lang),
    to: [],
    blocks: [
      ...paragraphs(inLang(fact.content, words.lang), words),
      heading(1, `${own.units}（${words.code('circularKind', fact.kind)}）`.replace(/（(.*)）/, words.lang === 'en' ? ' ($1)' : '（$1）')),
      paragraph(named(units, words) + rest.stop),
      ...tasks(own.tasks, rows, words),
      ...(round === null ? [] : [paragraph(own.round(inLang(round, words.lang)))]),
      paragraph(own.end),
    ],
  }
}

const order: Composer<'order'> = ({ on, unit, duties, coordinations }, words) => {
  const { order: own, ...rest } = officialWords(words)
  const { lang } = words
  const name = inLang(unit.name, lang)
  const items = coordinations.flatMap((row) => row.items.map((item) => ({ row, item })))
  const columns = (what: string) => [
    { head: rest.ordinal, align: 'center' as const },
    { head: what },
    { head: rest.columns.what, align: what === rest.columns.about ? ('left' as const) : ('center' as const) },
    { head: words.column('due'), align: 'center' as const },
    { head: words.column('lateDays'), align: 'center' as const },
    { head: rest.columns.result, least: 12 },
  ]
  return {
    title: own.title(name),
    to: [unit.name],
    blocks: [
      paragraph(own.lead(dayIn(on, words), duties.length + items.length)),
      ...(duties.length === 0
        ? []
        : [
            heading(1, own.duties),
            {
              kind: 'table' as const,
              columns: columns(words.column('title')),
              rows: duties.map((duty, i) => [
                String(i + 1),
                titled(duty.duty, inLang(duty.title, lang), words),
                words.code('agendaWhat', duty.duty),
                duty.due === null ? rest.none : dayIn(duty.due, words),
                rest.days(duty.late),
                blank(4),
              ]),
              size: tableSize(words),
            },
          ]),
      ...(items.length === 0
        ? []
        : [
            heading(1, own.items),
            {
              kind: 'table' as const,
              columns: columns(rest.columns.about),
              rows: items.map(({ row, item }, i) => [
                String(i + 1),
                inLang(item.what, lang),
                inLang(row.opinion, lang),
                dayIn(item.due, words),
                rest.days(item.late),
                blank(4),
              ]),
              size: tableSize(words),
            },
          ]),
      heading(1, own.demands),
      ...own.demand.map((text) => heading(3, text)),
    ],
  }
}

const interview: Composer<'interview'> = ({ on, fact, unit, post, tasks: rows }, words) => {
  const { interview: own, ...rest } = officialWords(words)
  const { lang } = words
  const name = inLang(unit.name, lang)
  const line = (label: string, ...pieces: Parameters<typeof paragraph>) =>
    paragraph(label + rest.colon + (lang === 'en' ? ' ' : ''), ...pieces)
  return {
    title: own.title(name),
    to: [unit.name],
    blocks: [
      paragraph(sentence(own.lead(inLang(fact.reason, lang)), words)),
      heading(1, own.about),
      line(own.unit, name),
      line(own.post, post === null ? blank(6) : inLang(post.name, lang)),
      line(own.day, dayIn(on, words)),
      line(own.place, blank(8)),
      line(own.who, blank(6)),
      ...tasks(own.tasks, rows, words),
      ...(fact.commitments.length === 0
        ? []
        : [
            heading(1, own.commitments),
            ...fact.commitments.map((text) => heading(3, sentence(inLang(text, lang), words))),
            ...(fact.due === undefined ? [] : [paragraph(own.due(dayIn(fact.due, words)))]),
          ]),
      paragraph(own.end),
    ],
  }
}

const listing: Composer<'listing'> = ({ on, fact, unit, tasks: rows }, words) => {
  const { listing: own } = officialWords(words)
  const name = inLang(unit.name, words.lang)
  return {
    title: own.title(name),
    to: [unit.name],
    blocks: [
      paragraph(sentence(own.lead(inLang(fact.reason, words.lang), name), words)),
      ...tasks(own.tasks, rows, words),
      heading(1, own.deadline),
      paragraph(own.until(dayIn(on, words), dayIn(fact.due, words))),
      heading(1, own.lifting),
      paragraph(own.lift),
      paragraph(own.end),
    ],
  }
}

const reminder: Composer<'reminder'> = ({ on, fact, unit, titles }, words) => {
  const { reminder: own, ...rest } = officialWords(words)
  const { lang } = words
  return {
    title: own.title(inLang(unit.name, lang), fact.period, fact.kind === 'urge'),
    to: [unit.name],
    blocks: [
      paragraph(own.lead(dayIn(on, words), fact.duties.length)),
      heading(1, own.duties),
      {
        kind: 'table',
        columns: [
          { head: rest.ordinal, align: 'center' },
          { head: words.column('title') },
          { head: rest.columns.what, align: 'center' },
          { head: words.column('due'), align: 'center' },
        ],
        rows: fact.duties.map((duty, i) => [
          String(i + 1),
          titled(duty.duty, inLang(titles[i] ?? '', lang), words),
          words.code('duty', duty.duty),
          duty.due === undefined ? rest.none : dayIn(duty.due, words),
        ]),
        size: tableSize(words),
      },
      ...(fact.missed.length === 0 ? [] : [heading(1, own.missed), paragraph(own.missedMonths(listed(fact.missed.map(rest.month), lang)))]),
      heading(1, own.reply),
      paragraph(own.replyBy(dayIn(fact.replyBy, words))),
    ],
  }
}

const summary: Composer<'summary'> = ({ on, quarter, ledger, map, lists, loop, presented }, words) => {
  const { summary: own, ...rest } = officialWords(words)
  const { lang } = words
  const red = ledger.rows.filter((row) => row.light === 'red')
  return {
    title: own.title(quarter),
    blocks: [
      paragraph(own.lead(dayIn(on, words), ledger.total)),
      heading(1, own.overall),
      paragraph(own.lights(ledger.lights)),
      heading(1, own.goals),
      ...map.strategies.flatMap((strategy): Block[] => [
        heading(2, inLang(strategy.name, lang)),
        {
          kind: 'table',
          columns: [
            { head: words.column('goal') },
            { head: words.column('progress'), align: 'center' },
            { head: words.column('light'), align: 'center' },
            ...(['done', 'green', 'yellow', 'red', 'grey'] as const).map((light) => ({
              head: leading(words.code('light', light)),
              align: 'center' as const,
            })),
          ],
          rows: strategy.goals.map((goal) => [
            inLang(goal.name, lang),
            goal.progress === null ? rest.none : rest.percent(goal.progress),
            words.code('light', goal.light),
            ...(['done', 'green', 'yellow', 'red', 'grey'] as const).map((light) => String(goal.lights[light])),
          ]),
          size: tableSize(words),
        },
      ]),
      heading(1, own.lists),
      paragraph(
        own.listed({
          tasks: lists.tasks.total,
          problems: lists.problems.total,
          coordinations: lists.coordinations.total,
          feedback: lists.feedback.resolved.total,
          closings: lists.closings.requests.total,
        }),
      ),
      heading(1, own.loop),
      ...loop.rates.map((rate) => paragraph(own.rate(leading(words.code('kind', rate.kind)), rate.closed, rate.came, rate.share))),
      heading(1, own.behind),
      ...(red.length === 0 ? [paragraph(own.noneBehind)] : [taskTable(red, words)]),
      ...(presented === null
        ? [paragraph(own.notPresented)]
        : [
            heading(1, own.conclusions(inLang(presented.heardBy.name, lang), dayIn(presented.on, words))),
            ...presented.conclusions.map((text) => paragraph(sentence(inLang(text, lang), words))),
          ]),
    ],
  }
}

/** How each kind of document is composed. */
export const composers: { readonly [K in DocumentKind]: Composer<K> } = { circular, order, interview, listing, reminder, summary }
