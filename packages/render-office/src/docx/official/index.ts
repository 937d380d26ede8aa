import type { Dictionary } from '@bihuan/core'
import { compiled } from '../blocks.ts'
import { file } from '../file.ts'
import { head, imprint, type Letterhead, signed, titled } from '../letterhead.ts'
import { textWidth } from '../measures.ts'
import { type Composed, composers } from './compose.ts'
import type { DocumentData, DocumentKind } from './data.ts'

/**
 * An official document as a DOCX file, laid out by GB/T 9704-2012: a circular (通报), a supervision order (督办单), an interview notice
 * (约谈通知), a listing notice (挂牌督办通知), a monthly reminder (月度提醒) or a quarterly summary (季度小结).
 *
 * `data` is what `circularData`, `orderData` … gather of a district. What the letterhead does not say, and what no fact holds, is a
 * marked blank. The same input gives the same bytes.
 */
export async function officialDocument<K extends DocumentKind>(
  kind: K,
  data: DocumentData[K],
  words: Dictionary,
  letterhead: Letterhead,
): Promise<Uint8Array> {
  const { title, blocks, to }: Composed = composers[kind](data, words)
  return file(
    [
      ...head(letterhead, words),
      ...titled(title, letterhead.to ?? to, words, 2),
      ...compiled(blocks, words, textWidth),
      ...signed(letterhead, words),
      ...imprint(letterhead, words),
    ],
    words,
    { title, day: letterhead.date ?? data.on, grid: true },
  )
}
