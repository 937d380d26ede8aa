import { portableHasher } from '@bihuan/core'
import { symbols } from './charts/lights.ts'
import { type Child, html, type Markup, none, verbatim } from './markup.ts'
import { type Paper, pageStyle } from './style/page.ts'
import type { PageWords } from './words/index.ts'

export interface DocumentOptions {
  readonly own: PageWords
  readonly title: string
  readonly subtitle: string
  readonly paper: Paper
  /** Its sheets are all that is printed, and lie across. */
  readonly wall: boolean
  readonly body: Child
  readonly contents?: Child
}

/** A whole page: one style, which its policy names by hash, no script, and nothing from elsewhere. */
export function document({ own, title, subtitle, paper, wall, body, contents }: DocumentOptions): Markup {
  const style = pageStyle(paper, wall)
  const policy = `default-src 'none'; style-src 'sha256-${styleHash(style)}'; base-uri 'none'; form-action 'none'`
  return html`<!DOCTYPE html>
<html lang="${own.htmlLang}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title.slice(0, 300)}</title><style>${verbatim(style)}</style></head>
<body${wall ? html` class="wallpage"` : none}><a class="skip" href="#content">${own.toContent}</a><svg class="defs" aria-hidden="true">${symbols}</svg>
<header class="top"><h1 class="long">${title}</h1><p class="sub">${subtitle}</p><div class="rule"></div>${contents}</header>
<main id="content">${body}</main>
<footer class="end"><p>${own.generated}</p></footer></body></html>
`
}

const hashes = new Map<string, string>()

function styleHash(style: string): string {
  const known = hashes.get(style)
  if (known !== undefined) return known
  const hash = btoa(String.fromCharCode(...portableHasher.bytes(new TextEncoder().encode(style))))
  hashes.set(style, hash)
  return hash
}

export const bytesOf = (markup: Markup): Uint8Array => new TextEncoder().encode(markup.toString())
