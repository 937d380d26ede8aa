import type { Dictionary } from '@bihuan/core'
import { type IRunOptions, type ParagraphChild, TextRun } from 'docx'
import { plain } from '../plain.ts'
import { characterSpace, sizes } from './measures.ts'

/** Fonts are named, not shipped. Western signs are set in Times New Roman. */
const chinese = { body: '仿宋_GB2312', title: '方正小标宋简体', first: '黑体', second: '楷体_GB2312', number: '宋体' } as const
export type Face = keyof typeof chinese

export function runOptions(face: Face, size: number, words: Dictionary): IRunOptions {
  const western = 'Times New Roman'
  const font = { ascii: western, hAnsi: western, cs: western, eastAsia: chinese[face] }
  // Quotes and dashes are in both fonts: the hint says that they are Chinese ones.
  if (words.lang === 'zh') {
    const close = size === sizes.three && { characterSpacing: characterSpace }
    return { font: { ...font, hint: 'eastAsia' }, size, ...close }
  }
  return { font, size, ...(face !== 'body' && face !== 'number' && { bold: true }), ...(face === 'second' && { italics: true }) }
}

/** A blank that is to be filled in, marked so that nobody overlooks it. */
export interface Blank {
  readonly blank: number
}
export type Piece = string | Blank
/** What a piece says. */
export const said = (piece: Piece): string => (typeof piece === 'string' ? plain(piece) : '＿'.repeat(piece.blank))

export const blank = (characters: number): Blank => ({ blank: characters })

/** Text with its blanks as runs of one font; line ends stay. */
export function runs(pieces: readonly Piece[], options: IRunOptions): ParagraphChild[] {
  return pieces.flatMap((piece) => {
    if (typeof piece !== 'string') return [new TextRun({ ...options, text: said(piece), highlight: 'yellow' })]
    return said(piece)
      .split('\n')
      .map((text, i) => new TextRun({ ...options, text, ...(i > 0 && { break: 1 }) }))
  })
}
