/** Text as a file of XML or a calendar may hold it: what could break the file or turn its writing round is made visible or left out. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: what XML 1.0 does not allow, and the rest of the C0 and C1 controls
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g
const direction = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
const lineEnd = /\r\n?|[\u2028\u2029]/g

/**
 * Without the control characters that XML 1.0 forbids; marks that turn the direction of writing become ◌, every line end a line feed, half
 * a surrogate pair U+FFFD.
 */
export const plain = (text: string): string => text.toWellFormed().replace(lineEnd, '\n').replace(control, '').replace(direction, '◌')

/** The same in one line: for titles, names and headings. */
export const inOneLine = (text: string): string => plain(text).replace(/\s*\n\s*|\t/g, ' ')

/** At most `room` UTF-16 units, never ending in half a pair. */
export function cut(text: string, room: number): string {
  if (text.length <= room) return text
  const last = text.charCodeAt(room - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? room - 1 : room)
}

/** Columns that a text takes where a Chinese character takes two: that of its longest line. */
export function widthOf(text: string): number {
  let widest = 0
  let width = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 10) {
      widest = Math.max(widest, width)
      width = 0
    } else if (isWide(code)) width += 2
    else width += 1
  }
  return Math.max(widest, width)
}

/** Columns of the widest part of a text that can't be broken: a Western word up to its hyphen, or one Chinese character. */
export const widestWord = (text: string): number =>
  (text.match(/[\u0021-\u024f]+?-|[\u0021-\u024f]+|[\s\S]/g) ?? []).reduce((widest, word) => Math.max(widest, widthOf(word)), 0)

/** Lines that a text takes when it is wrapped to `width` such columns: between words, and between any two Chinese characters. */
export function linesIn(text: string, width: number): number {
  if (text.length * 2 <= width && !text.includes('\n')) return 1
  let lines = 0
  for (const line of text.split('\n')) {
    lines++
    let used = 0
    for (const word of line.match(/[\u0021-\u024f]+|[\s\S]/g) ?? []) {
      const wide = widthOf(word)
      if (used + wide > width && used > 0 && word !== ' ') {
        lines++
        used = 0
      }
      // A word that is wider than the line is broken.
      if (wide > width) lines += Math.ceil(wide / width) - 1
      used = wide > width ? wide % width : used + wide
    }
  }
  return lines
}

/** Blocks of East Asian signs, full-width forms, and the punctuation that Chinese fonts draw as wide. A pair's halves are one column each. */
const isWide = (code: number): boolean =>
  (code >= 0x1100 && code <= 0x115f) ||
  (code >= 0x2e80 && code <= 0xa4cf) ||
  (code >= 0xac00 && code <= 0xd7a3) ||
  (code >= 0xf900 && code <= 0xfaff) ||
  (code >= 0xfe30 && code <= 0xfe6f) ||
  (code >= 0xff01 && code <= 0xff60) ||
  (code >= 0x2010 && code <= 0x2026)
