import type { Inspected } from '@bihuan/render-conformance'
import { type DefaultTreeAdapterMap, parse } from 'parse5'
import { SaxesParser } from 'saxes'

/** What a page or a drawing says and what is wrong with it, by parsers that are not this package's. */

type Node = DefaultTreeAdapterMap['node']

const htmlTags = new Set(
  'html head meta title style body a svg header h1 h2 h3 p div main section nav ul ol li dl dt dd table caption colgroup col thead tbody tr th td details summary figure article span small b footer'.split(
    ' ',
  ),
)
const svgTags = new Set('svg symbol path circle rect g use text title desc defs style'.split(' '))
const attributes = new Set(
  'lang charset http-equiv content name class href id viewBox width height role aria-labelledby aria-label aria-hidden tabindex scope colspan open x y rx d cx cy r transform xmlns xml:lang fill-opacity'.split(
    ' ',
  ),
)

function checkElement(
  name: string,
  tags: ReadonlySet<string>,
  given: readonly { readonly name: string; readonly value: string }[],
  complaints: string[],
): void {
  if (!tags.has(name)) complaints.push(`an element ${name}`)
  for (const attribute of given) {
    if (!attributes.has(attribute.name)) complaints.push(`an attribute ${attribute.name}`)
    if (attribute.name === 'href' && !/^#[^\s"<>]+$/.test(attribute.value)) complaints.push(`leads to ${attribute.value}`)
    if (attribute.name !== 'aria-label' && /canary/.test(attribute.value)) complaints.push(`data in ${attribute.name}`)
  }
}

function linksLead(ids: readonly string[], links: readonly string[]): string[] {
  const known = new Set(ids)
  return [
    ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `the id ${id} twice`),
    ...links.filter((link) => !known.has(link.slice(1))).map((link) => `${link} leads nowhere`),
  ].slice(0, 9)
}

export function inspectHtml(bytes: Uint8Array): Inspected {
  const source = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  const complaints: string[] = []
  const tree = parse(source, {
    sourceCodeLocationInfo: true,
    onParseError: ({ code, startLine, startCol }) => complaints.push(`${code} at ${startLine}:${startCol}`),
  })
  const texts: string[] = []
  const ids: string[] = []
  const links: string[] = []
  const walk = (node: Node): void => {
    if ('tagName' in node) {
      checkElement(
        node.tagName,
        node.namespaceURI.endsWith('svg') ? svgTags : htmlTags,
        node.attrs.map(({ prefix, name, value }) => ({ name: prefix ? `${prefix}:${name}` : name, value })),
        complaints,
      )
      for (const { name, value } of node.attrs) {
        if (name === 'id') ids.push(value)
        if (name === 'href') links.push(value)
      }
      if (node.tagName === 'style') return
    }
    if (node.nodeName === '#text' && 'value' in node) texts.push(node.value)
    if (node.nodeName === '#comment') complaints.push('a comment')
    if ('childNodes' in node) for (const child of node.childNodes) walk(child)
  }
  walk(tree)
  if (
    !source.includes('<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;') &&
    !/http-equiv="Content-Security-Policy" content="default-src (?:&#39;|')none/.test(source)
  )
    complaints.push('no policy')
  return { text: texts.join('\n'), complaints: [...complaints, ...linksLead(ids, links)] }
}

export function inspectSvg(bytes: Uint8Array): Inspected {
  const source = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  const complaints: string[] = []
  const texts: string[] = []
  const ids: string[] = []
  const links: string[] = []
  let inStyle = false
  const parser = new SaxesParser({ xmlns: false })
  parser.on('error', (error) => void complaints.push(error.message))
  parser.on('opentag', ({ name, attributes: given }) => {
    checkElement(
      name,
      svgTags,
      Object.entries(given).map(([key, value]) => ({ name: key, value: String(value) })),
      complaints,
    )
    if ('id' in given) ids.push(String(given.id))
    if ('href' in given) links.push(String(given.href))
    inStyle = name === 'style'
  })
  parser.on('closetag', () => {
    inStyle = false
  })
  parser.on('text', (text) => void (inStyle || texts.push(text)))
  parser.on('comment', () => void complaints.push('a comment'))
  parser.on('cdata', () => void complaints.push('a CDATA section'))
  parser.on('doctype', () => void complaints.push('a doctype'))
  parser.write(source).close()
  return { text: texts.join('\n'), complaints: [...complaints, ...linksLead(ids, links)] }
}
