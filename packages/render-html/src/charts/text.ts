import { type Child, html, type Markup } from '../markup.ts'
import { px } from '../parts/numbers.ts'

/** How wide text is, in ems, where no browser can be asked. A little more than most fonts need, so that nothing is cut or overlaps. */

const narrow = /[!',.:;|ijlI()[\]{}\s]/
const wide = /[mwMW@%—…]/

const emOf = (sign: string): number => {
  const code = sign.codePointAt(0) as number
  if (code >= 0x1100 && (code <= 0x115f || code >= 0x2e80)) return 1.02
  if (code > 0x7f) return /[“”‘’·]/.test(sign) ? 0.6 : 0.72
  return narrow.test(sign) ? 0.34 : wide.test(sign) ? 0.95 : /[A-Z]/.test(sign) ? 0.7 : 0.58
}

export const widthOf = (text: string, size: number): number => {
  let ems = 0
  for (const sign of text) ems += emOf(sign)
  return ems * size
}

/** Room for the longest of some names, and at most so much. */
export const roomFor = (names: readonly string[], size: number, most: number): number =>
  Math.ceil(Math.min(most, names.reduce((widest, name) => Math.max(widest, widthOf(name.slice(0, 400), size)), 0) + 2))

/** What belongs to the sign before it and must not be cut off: combining marks, selectors, joiners. */
const joined = /^(?:\p{M}|\u200d|\ufe0f)$/u

/** Text in at most `room`, cut with an ellipsis where it is longer. */
export function clamped(text: string, size: number, room: number): string {
  const line = text.slice(0, 400).replace(/\s+/g, ' ').trim()
  if (text.length <= 400 && widthOf(line, size) <= room) return line
  const limit = room - widthOf('…', size)
  let used = 0
  let kept = ''
  for (const sign of line) {
    used += emOf(sign) * size
    if (used > limit && !joined.test(sign)) break
    kept += sign
  }
  return `${kept.replace(/[\s\u200d]+$/, '').toWellFormed()}…`
}

/** Text in lines of at most `room`, and at most `most` of them. */
export function lines(text: string, size: number, room: number, most: number): readonly string[] {
  const pieces =
    text
      .slice(0, 400)
      .replace(/\s+/g, ' ')
      .trim()
      .match(/(?:[\u0021-\u024f]+ ?|.)[）)，。、；：！？”》」』】]*/gsu) ?? []
  const made: string[] = []
  let line = ''
  for (const [at, piece] of pieces.entries()) {
    if (line !== '' && widthOf((line + piece).trimEnd(), size) > room) {
      if (made.length === most - 1) return [...made, clamped(line + pieces.slice(at).join('') + text.slice(400), size, room)]
      made.push(line.trimEnd())
      line = ''
    }
    line += piece
  }
  return [...made, clamped(line + text.slice(400), size, room)]
}

export interface LabelOptions {
  /** Font size; 12 when left out. */
  readonly size?: number
  /** What there is room for; text is cut to it. */
  readonly room?: number
  readonly anchor?: 'start' | 'middle' | 'end'
  readonly look?: string
}

/** Text in a drawing. Where it is cut, the whole of it is its tooltip. */
export function label(x: number, y: number, text: string, { size = 12, room, anchor = 'start', look }: LabelOptions = {}): Markup {
  const said = room === undefined ? text : clamped(text, size, room)
  const whole: Child = said === text ? null : html`<title>${text}</title>`
  return html`<text x="${px(x)}" y="${px(y)}" class="${look ? `${look} ` : ''}t${size}${anchor === 'start' ? '' : ` ${anchor}`}">${whole}${said}</text>`
}
