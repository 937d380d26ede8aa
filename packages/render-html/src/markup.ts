import { raw, html as template } from 'hono/html'

/** HTML and SVG that was made by `html`. Everything else that is put into a template is text. */
export type Markup = ReturnType<typeof raw>
export type Child = Markup | string | number | null | undefined | false | readonly Child[]

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is replaced
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g
const direction = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
const noCharacter =
  /[\ufdd0-\ufdef\ufffe\uffff]|[\ud83f\ud87f\ud8bf\ud8ff\ud93f\ud97f\ud9bf\ud9ff\uda3f\uda7f\udabf\udaff\udb3f\udb7f\udbbf\udbff][\udffe\udfff]/g

/**
 * Text as a page can hold it: without control characters, marks that turn the direction of writing, and what is no character,
 * which HTML and XML do not allow. Each becomes a visible sign, as in the text renderers. Lines stay lines.
 */
export const visible = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n|[\r\u2028\u2029]/g, '\n')
    .replace(control, '␣')
    .replace(direction, '◌')
    .replace(noCharacter, '\ufffd')

/** A template of HTML. What is put in is escaped, unless a template made it; nothing is said of `null`, `undefined` and `false`. */
export const html = (strings: TemplateStringsArray, ...values: readonly Child[]): Markup =>
  template(strings, ...values.map(cleaned)) as Markup

const cleaned = (child: Child): Child => (typeof child === 'string' ? visible(child) : Array.isArray(child) ? child.map(cleaned) : child)

/** Nothing. */
export const none: Markup = html``

/** Text of this package's own, such as its styles, which is no data. */
export const verbatim = (text: string): Markup => raw(text)
