import { unreadable } from '../unreadable.ts'

/** A tag of an XML text: where it begins and ends, and what it is called, without its prefix. */
export interface Tag {
  readonly name: string
  readonly start: number
  /** Behind the `>`. */
  readonly end: number
  readonly kind: 'open' | 'close' | 'empty'
  /** How deep it stands: the root's tags are at 0. */
  readonly depth: number
}

/**
 * Walks over the tags of an XML text once, as the workbook library will, in time that grows with its length alone. Comments and CDATA are
 * passed over.
 * @throws InvalidInput `badXml` where it is not well-formed, `declaresEntities` where it has a document type, at `file`
 */
export function walk(text: string, part: string, visit: (tag: Tag) => void): void {
  const bad = () => unreadable('badXml', { part })
  let depth = 0
  for (let start = text.indexOf('<'); start >= 0; ) {
    const next = text.charCodeAt(start + 1)
    let end: number
    if (next === 33 /* ! */) {
      const [open, close] = text.startsWith('<!--', start) ? ['<!--', '-->'] : ['<![CDATA[', ']]>']
      if (!text.startsWith(open, start)) throw unreadable('declaresEntities', { part })
      const at = text.indexOf(close, start + open.length)
      if (at < 0) throw bad()
      end = at + close.length
    } else if (next === 63 /* ? */) {
      const at = text.indexOf('?>', start)
      if (at < 0) throw bad()
      end = at + 2
    } else {
      end = closing(text, start + 1)
      if (end < 0) throw bad()
      const kind = next === 47 /* / */ ? 'close' : text.charCodeAt(end - 2) === 47 ? 'empty' : 'open'
      if (kind === 'close') depth--
      if (depth < 0) throw bad()
      visit({ name: nameAt(text, kind === 'close' ? start + 2 : start + 1, end), start, end, kind, depth })
      if (kind === 'open') depth++
      if (depth > 200) throw bad()
    }
    start = text.indexOf('<', end)
  }
  if (depth !== 0) throw bad()
}

/** Behind the `>` that ends a tag: one within quotes does not. */
function closing(text: string, from: number): number {
  let quote = 0
  for (let at = from; at < text.length; at++) {
    const sign = text.charCodeAt(at)
    if (quote !== 0) {
      if (sign === quote) quote = 0
    } else if (sign === 34 || sign === 39) quote = sign
    else if (sign === 62) return at + 1
  }
  return -1
}

function nameAt(text: string, from: number, end: number): string {
  let at = from
  let begin = from
  for (; at < end; at++) {
    const sign = text.charCodeAt(at)
    if (sign === 58 /* : */) begin = at + 1
    else if (sign <= 32 || sign === 62 || sign === 47) break
  }
  return text.slice(begin, at)
}

/** An attribute of a tag, without its prefix; undefined where there is none. */
export function attribute(text: string, { start, end }: Tag, name: string): string | undefined {
  const tag = text.slice(start, end)
  for (let at = tag.indexOf(name); at > 0; at = tag.indexOf(name, at + 1)) {
    const before = tag.charCodeAt(at - 1)
    if (before > 32 && before !== 58) continue
    const value = /^\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(tag.slice(at + name.length, at + name.length + 2000))
    if (value) return unescaped(value[1] ?? value[2] ?? '')
  }
  return undefined
}

const entities = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])
const unescaped = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(\w{1,8}));/g, (whole, decimal?: string, hex?: string, name = '') => {
    const code = decimal !== undefined ? Number(decimal) : hex !== undefined ? Number.parseInt(hex, 16) : undefined
    if (code === undefined) return entities.get(name) ?? whole
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
