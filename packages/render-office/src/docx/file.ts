import type { Dictionary } from '@bihuan/core'
import {
  AlignmentType,
  Document,
  DocumentGridType,
  Footer,
  LineRuleType,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  type Table,
  TextRun,
} from 'docx'
import { inOneLine } from '../plain.ts'
import { repacked } from '../zip.ts'
import { offGrid } from './blocks.ts'
import { character, footer, linePitch, margins, marginsAcross, page, sizes } from './measures.ts'
import { runOptions } from './type.ts'

export interface FileOptions {
  readonly title: string
  readonly day: string
  /** On its side. */
  readonly across?: boolean
  /** The grid of the standard: 22 lines a page. */
  readonly grid?: boolean
}

/** A document of one section as a file: the same parts give the same bytes. `day` is the one that the file says it was made on. */
export async function file(
  children: (Paragraph | Table)[],
  words: Dictionary,
  { title, day, across = false, grid = false }: FileOptions,
): Promise<Uint8Array> {
  // Page numbers stand outside: to the right on odd pages, to the left on even ones, a character from the edge.
  const numbered = (alignment: 'left' | 'right') => {
    const options = runOptions('number', sizes.four, words)
    return new Footer({
      children: [
        new Paragraph({
          style: offGrid,
          alignment,
          indent: { left: character, right: character },
          spacing: { line: 280, lineRule: LineRuleType.EXACT },
          children: [new TextRun({ ...options, children: ['— ', PageNumber.CURRENT, ' —'] })],
        }),
      ],
    })
  }
  const document = new Document({
    title: inOneLine(title).slice(0, 250),
    creator: 'bihuan',
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: { document: { run: runOptions('body', sizes.three, words) } },
      paragraphStyles: [
        { id: 'Normal', name: 'Normal', quickFormat: true, run: runOptions('body', sizes.three, words) },
        { id: offGrid, name: 'Off Grid', basedOn: 'Normal', paragraph: { spacing: { line: 240, lineRule: LineRuleType.AUTO } } },
      ],
    },
    sections: [
      {
        properties: {
          page: {
            // The library turns width and height itself.
            size: { ...page, ...(across && { orientation: PageOrientation.LANDSCAPE }) },
            margin: {
              ...(across ? marginsAcross : margins),
              header: 850,
              footer: across ? 700 : footer,
              gutter: 0,
            },
          },
          ...(grid && { grid: { type: DocumentGridType.LINES, linePitch } }),
        },
        footers: { default: numbered(AlignmentType.RIGHT), even: numbered(AlignmentType.LEFT) },
        children,
      },
    ],
  })
  const packed = await Packer.pack(document, 'uint8array')
  return repacked(packed, (path, content) => (Object.hasOwn(mended, path) ? rewritten(content, mended[path] as Mend, day) : content))
}

type Mend = (xml: string, day: string) => string

/** What the library can't be told. */
const mended: Readonly<Record<string, Mend>> = {
  // It writes the clock's time into the file's label.
  'docProps/core.xml': (xml, day) =>
    xml.replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, (_, open: string) => `${open}${day}T00:00:00Z`),
  'word/styles.xml': (xml) => xml.replace(styleOffGrid, '$1<w:snapToGrid w:val="0"/>'),
}
const styleOffGrid = new RegExp(`(<w:style [^>]*w:styleId="${offGrid}"[^>]*>.*?<w:pPr>)`)

const rewritten = (content: Uint8Array, mend: Mend, day: string): Uint8Array =>
  new TextEncoder().encode(mend(new TextDecoder().decode(content), day))
