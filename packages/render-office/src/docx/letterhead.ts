import type { Dictionary } from '@bihuan/core'
import {
  AlignmentType,
  BorderStyle,
  LineRuleType,
  OverlapType,
  Paragraph,
  RelativeVerticalPosition,
  Table,
  TableAnchorType,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  WidthType,
} from 'docx'
import { inOneLine, widthOf } from '../plain.ts'
import { dayIn, inLang, listed, type Text } from '../seen.ts'
import { officialWords } from '../words/words.ts'
import { offGrid, pitch } from './blocks.ts'
import { aboveMark, aboveRedLine, character, margins, sizes, textWidth } from './measures.ts'
import { blank, type Piece, runOptions, runs } from './type.ts'

/** What stands round a document, given by who issues it. What is left out becomes a marked blank, never a guess. */
export interface Letterhead {
  /** 发文机关: who issues it, and signs it by name. */
  readonly issuer?: Text
  /** 发文机关标志, in red; the issuer with 文件 behind it when left out. */
  readonly mark?: Text
  /** 发文字号: `{ code: '南督发', year: 2022, number: 5 }` is 南督发〔2022〕5号. */
  readonly number?: { readonly code: string; readonly year: number; readonly number: number }
  /** 签发人, where the document goes upwards. No blank when left out. */
  readonly signer?: Text
  /** 主送机关; of a document about one unit, that unit when left out. */
  readonly to?: readonly Text[]
  /** 抄送. No line when left out. */
  readonly copies?: readonly Text[]
  /** 成文日期: `YYYY-MM-DD`. */
  readonly date?: string
  /** 附件, by name. */
  readonly attachments?: readonly Text[]
}

const red = 'FF0000'

/** The mark, the number and the red line. */
export function head(letterhead: Letterhead, words: Dictionary): Paragraph[] {
  const own = officialWords(words)
  const { lang } = words
  const { issuer, number, signer } = letterhead
  const mark = letterhead.mark ?? (issuer === undefined ? undefined : own.mark(inLang(issuer, lang)))
  const text = mark === undefined ? blank(10) : inOneLine(inLang(mark, lang))
  const characters = typeof text === 'string' ? emsOf(text) : 10
  // As large as fits into one line, at most 22 mm high as the standard says.
  const size = Math.max(sizes.three, Math.min(124, 2 * Math.floor(textWidth / 20 / Math.max(1, characters + 0.5))))
  const body = runOptions('body', sizes.three, words)
  const numbered: Piece[] = number
    ? [own.number(inOneLine(number.code), number.year, number.number)]
    : own.blankNumber.map((piece) => (typeof piece === 'number' ? blank(piece) : piece))
  return [
    new Paragraph({
      style: offGrid,
      alignment: AlignmentType.CENTER,
      spacing: { before: aboveMark, after: 2 * pitch.line },
      children: runs([text], { ...runOptions('title', size, words), color: red }),
    }),
    new Paragraph({
      alignment: signer === undefined ? AlignmentType.CENTER : AlignmentType.LEFT,
      ...(signer !== undefined && {
        indent: { left: character, right: character },
        tabStops: [{ type: TabStopType.RIGHT, position: textWidth - character }],
      }),
      spacing: pitch,
      border: { bottom: { style: BorderStyle.SINGLE, size: 12, color: red, space: aboveRedLine } },
      children: [
        ...runs(numbered, body),
        ...(signer === undefined
          ? []
          : [...runs([`\t${own.signer}`], body), ...runs([inOneLine(inLang(signer, lang))], runOptions('second', sizes.three, words))]),
      ],
    }),
  ]
}

/** Widths of capitals that a text is wide: a bold Western letter takes about two thirds of a Chinese character. */
function emsOf(text: string): number {
  const wide = widthOf(text) - text.length
  return wide + Math.max(0, text.length - wide) * 0.66
}

/** The title, so many lines below what is above it, and whom the document is addressed to, a line below the title; nobody without `to`. */
export function titled(title: string, to: readonly Text[] | undefined, words: Dictionary, above: number): Paragraph[] {
  const own = officialWords(words)
  const named: Piece[] = to && to.length > 0 ? [`${listed(to.map(oneLine), words.lang)}${own.colon}`] : [blank(8), own.colon]
  return [
    new Paragraph({
      style: offGrid,
      alignment: AlignmentType.CENTER,
      spacing: { before: above * pitch.line, after: pitch.line, line: 700, lineRule: LineRuleType.EXACT },
      keepNext: true,
      children: runs([inOneLine(title)], runOptions('title', sizes.two, words)),
    }),
    ...(to ? [new Paragraph({ spacing: pitch, children: runs(named, runOptions('body', sizes.three, words)) })] : []),
  ]
}

const oneLine = (text: Text): Text => (typeof text === 'string' ? inOneLine(text) : { zh: inOneLine(text.zh), en: inOneLine(text.en) })

/** Attachments, the issuer's name, and the day: two characters to the right of where the name begins. On one page, with the imprint. */
export function signed(letterhead: Letterhead, words: Dictionary): Paragraph[] {
  const own = officialWords(words)
  const { lang } = words
  const { issuer, date, attachments = [], copies = [] } = letterhead
  const body = runOptions('body', sizes.three, words)
  const name: Piece = issuer === undefined ? blank(8) : inOneLine(inLang(issuer, lang))
  const day: Piece[] =
    date === undefined ? own.blankDay.map((piece) => (typeof piece === 'number' ? blank(piece) : piece)) : [dayIn(date, words)]
  // Widths in characters: a Chinese one takes two columns, a Western one about one.
  const wide = (pieces: readonly Piece[]) =>
    pieces.reduce((sum, piece) => sum + (typeof piece === 'string' ? widthOf(piece) / 2 : piece.blank), 0)
  const byName = wide([name]) - wide(day)
  const right = byName >= 2 ? { name: 2, day: byName } : { name: 4 - byName, day: 2 }
  const line = (pieces: readonly Piece[], characters: number, before: number, keepNext: boolean) =>
    new Paragraph({
      alignment: AlignmentType.RIGHT,
      indent: { right: Math.round(Math.min(characters, 20) * character) },
      spacing: { ...pitch, before },
      keepLines: true,
      keepNext,
      children: runs(pieces, body),
    })
  return [
    ...attachments.map(
      (attachment, i) =>
        new Paragraph({
          indent:
            i === 0
              ? { left: own.attachmentIndent * character, hanging: (own.attachmentIndent - 2) * character }
              : { left: own.attachmentIndent * character },
          spacing: { ...pitch, before: i === 0 ? pitch.line : 0 },
          keepNext: true,
          children: runs(
            [`${i === 0 ? own.attachment : ''}${attachments.length === 1 ? '' : `${i + 1}. `}${inOneLine(inLang(attachment, lang))}`],
            body,
          ),
        }),
    ),
    line([name], right.name, 2 * pitch.line, true),
    line(day, right.day, 0, copies.length > 0),
  ]
}

/** 版记: copies, and who printed it when, between lines at the foot of the last page. */
export function imprint(letterhead: Letterhead, words: Dictionary): (Paragraph | Table)[] {
  const own = officialWords(words)
  const { copies = [], issuer, date } = letterhead
  if (copies.length === 0) return []
  const four = runOptions('body', sizes.four, words)
  const rule = (size: number) => ({ style: BorderStyle.SINGLE, size, color: '000000' })
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }
  const printed: Piece[] = [
    issuer === undefined ? blank(8) : inOneLine(inLang(issuer, words.lang)),
    '\t',
    ...(date === undefined ? own.blankDay.map((piece) => (typeof piece === 'number' ? blank(piece) : piece)) : [dayIn(date, words)]),
    own.printed,
  ]
  const row = (pieces: readonly Piece[], hanging: number) =>
    new TableRow({
      cantSplit: true,
      children: [
        new TableCell({
          width: { size: textWidth, type: WidthType.DXA },
          children: [
            new Paragraph({
              style: offGrid,
              indent: { left: 280 + hanging, right: 280, hanging },
              tabStops: [{ type: TabStopType.RIGHT, position: textWidth - 280 }],
              spacing: { line: 480, lineRule: LineRuleType.EXACT },
              children: runs(pieces, four),
            }),
          ],
        }),
      ],
    })
  return [
    new Table({
      width: { size: textWidth, type: WidthType.DXA },
      columnWidths: [textWidth],
      layout: TableLayoutType.FIXED,
      margins: { left: 0, right: 0, marginUnitType: WidthType.DXA },
      // The outer lines are 0.35 mm, the one between them 0.25 mm.
      borders: { top: rule(8), bottom: rule(8), insideHorizontal: rule(6), left: none, right: none, insideVertical: none },
      float: {
        horizontalAnchor: TableAnchorType.PAGE,
        verticalAnchor: TableAnchorType.MARGIN,
        absoluteHorizontalPosition: margins.left,
        relativeVerticalPosition: RelativeVerticalPosition.BOTTOM,
        overlap: OverlapType.NEVER,
      },
      rows: [row([`${own.copies}${listed(copies.map(oneLine), words.lang)}${own.stop}`], own.copiesIndent * 280), row(printed, 0)],
    }),
    // What a table that stands apart is anchored to.
    new Paragraph({ style: offGrid, spacing: { line: 20, lineRule: LineRuleType.EXACT } }),
  ]
}
