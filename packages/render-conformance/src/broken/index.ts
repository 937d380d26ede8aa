import { InvalidInput, isInvalidInput, type Renderer, type Shown } from '@bihuan/core'
import { languages } from '../samples.ts'
import type { PromiseName } from '../suite.ts'
import { bytes, errorLines, escaped, plainRenderer, tableLines } from './plain.ts'

export interface Broken {
  /** What is wrong with it. */
  readonly breaks: string
  /** What the promise's case says of it. */
  readonly says: RegExp
  readonly renderer: () => Renderer
}

const broken = (breaks: string, says: RegExp, make: () => Partial<Renderer>): Broken => ({
  breaks,
  says,
  renderer: () => ({ ...plainRenderer, ...make() }),
})

/** Renders what `change` makes of what is shown. */
const shows = (change: (shown: Shown) => Shown) => () => ({ render: async (shown: Shown) => bytes(tableLines(change(shown))) })

const withRows = (shown: Shown, rows: Shown['table']['rows']): Shown => ({ ...shown, table: { ...shown.table, rows } })

const unescaped = (text: string): string => escaped(text).replaceAll('&lt;', '<')

/** Every promise has renderers that break it: the compiler asks for them. */
export const brokenRenderers: { readonly [P in PromiseName]: readonly Broken[] } = {
  'renderer: has a name, an extension with a dot and a media type': [
    broken('its extension lacks the dot', /the extension is/, () => ({ extension: 'txt' })),
    broken('its name has a space', /the name is/, () => ({ name: 'plain text' })),
    broken('its media type is half of one', /the media type is/, () => ({ mediaType: 'text' })),
  ],
  'renderer: tells of any name whether it shows that view, and shows one at least': [
    broken('it looks names up in an object', /shows\("constructor"\) is/, () => ({
      shows: ((view: string) => ({ ledger: true })[view as 'ledger'] ?? false) as never,
    })),
    broken('it shows nothing', /it shows nothing/, () => ({ shows: () => false })),
    broken('it changes its mind', /answers differently/, () => {
      let n = 0
      return { shows: () => n++ % 5 === 0 }
    }),
  ],
  'renderer: refuses the views that it does not show': [
    broken('it renders them all the same', /not refused as notShown: it was rendered/, () => ({ shows: (view) => view === 'ledger' })),
    broken('it throws another error', /not refused as notShown: no/, () => ({
      shows: (view) => view === 'ledger',
      async render(shown) {
        if (shown.view !== 'ledger') throw new Error('no')
        return bytes(tableLines(shown))
      },
    })),
    broken('it names no place', /not refused as notShown/, () => ({
      shows: (view) => view === 'ledger',
      async render() {
        throw new InvalidInput([{ path: [], code: 'notShown', message: 'not shown' }])
      },
    })),
  ],
  'total: shows every view of a history in Chinese': [
    broken(
      'it leaves out details',
      /is not shown/,
      shows((shown) => ({ ...shown, table: { ...shown.table, columns: shown.table.columns.filter(({ detail }) => !detail) } })),
    ),
    broken('it shows codes instead of labels', /is not shown/, () => ({
      render: async (shown) =>
        bytes([
          ...tableLines(shown).slice(0, 2),
          ...shown.table.rows.map((row) =>
            Object.values(row)
              .map((cell) => escaped(String(cell ?? '')))
              .join('\t'),
          ),
        ]),
    })),
    broken('it fails on one view', /loop in zh is not rendered: oh/, () => ({
      async render(shown) {
        if (shown.view === 'loop') throw new Error('oh')
        return bytes(tableLines(shown))
      },
    })),
  ],
  'total: shows every view of a history in English': [
    broken(
      'it says everything in Chinese',
      /is not shown/,
      shows((shown) => ({ ...shown, words: languages[0] as never })),
    ),
  ],
  'total: shows every view of a district in which nothing happened': [
    broken('it fails without rows', /is not rendered/, () => ({
      async render(shown) {
        if (shown.table.rows.length === 0) throw new RangeError('no first row')
        return bytes(tableLines(shown))
      },
    })),
    broken('it writes nothing without rows', /no bytes come out/, () => ({
      render: async (shown) => (shown.table.rows.length === 0 ? new Uint8Array() : bytes(tableLines(shown))),
    })),
  ],
  'total: shows views of extensions as their table, whatever they are called': [
    broken('it asks an object for the view', /constructor in zh is not rendered/, () => ({
      async render(shown) {
        const own = ({ ledger: () => 'ledger' } as Record<string, unknown>)[shown.view]
        if (own !== undefined && typeof (own as () => unknown)() !== 'string') throw new TypeError('no text')
        return bytes(tableLines(shown))
      },
    })),
    broken('it leaves out the heads of columns', /is not named/, () => ({
      render: async (shown) => bytes(tableLines(shown).filter((_, at) => at !== 1)),
    })),
    broken('it says nothing of views that it does not know', /is not shown/, () => ({
      render: async (shown) => bytes(shown.view === 'vendor.visits' ? ['vendor.visits'] : tableLines(shown)),
    })),
  ],
  'total: shows a large table whole': [
    broken(
      'it stops after a thousand rows',
      /row 1\d\d\d says/,
      shows((shown) => withRows(shown, shown.table.rows.slice(0, 1000))),
    ),
  ],
  'total: shows whatever view of whatever day of random histories': [
    broken(
      'it leaves out what is red',
      /is not shown/,
      shows((shown) =>
        withRows(
          shown,
          shown.table.rows.filter(({ light }) => light !== 'red'),
        ),
      ),
    ),
  ],
  'errors: tells refusals': [
    broken('it tells the code only', /is not told/, () => ({
      renderError: async (error, words) => bytes(errorLines(error, words).slice(0, 1)),
    })),
  ],
  'errors: tells every other error of this library': [
    broken('it does not tell the places', /of invalidInput, .* is not told/, () => ({
      renderError: async (error, words) => bytes(errorLines(error, words).slice(0, 2)),
    })),
  ],
  'errors: tells what is no error of this library': [
    broken('it takes everything for an error', /is not rendered/, () => ({
      async renderError(error, words) {
        const { name } = error as Error
        return bytes([...errorLines(error, words), escaped(String(name))])
      },
    })),
  ],
  'deterministic: gives the same bytes twice, and of a copy': [
    broken('it numbers what it makes', /rendered twice, the bytes differ/, () => {
      let n = 0
      return { render: async (shown) => bytes([...tableLines(shown), String(++n)]) }
    }),
    broken('it keeps what it has seen', /of a copy, the bytes differ/, () => {
      const seen = new WeakMap<object, number>()
      return {
        async render(shown) {
          const n = seen.get(shown.table) ?? Math.random()
          seen.set(shown.table, n)
          return bytes([...tableLines(shown), String(n)])
        },
      }
    }),
  ],
  'deterministic: gives the same bytes in another zone, on another day': [
    broken('it tells the time of a day', /in America\/Los_Angeles the bytes differ/, () => ({
      render: async (shown) => bytes([...tableLines(shown), new Date(2022, 8, 30).toISOString()]),
    })),
    broken('it says when it was made', /years later the bytes differ/, () => ({
      render: async (shown) => bytes([...tableLines(shown), String(new Date().getUTCFullYear())]),
    })),
  ],
  'deterministic: gives the same bytes of errors': [
    broken('it says when it was', /the bytes of an error differ/, () => ({
      renderError: async (error, words) => bytes([...errorLines(error, words), new Date(0).toString()]),
    })),
  ],
  'deterministic: keeps several apart that are rendered at once': [
    broken('it collects lines in one place', /rendered with others at once/, () => {
      let lines: string[] = []
      return {
        async render(shown) {
          lines = []
          for (const line of tableLines(shown).slice(0, 9)) {
            await undefined
            lines.push(line)
          }
          return bytes([...lines])
        },
      }
    }),
  ],
  'deterministic: leaves what it is given as it was': [
    broken('it sorts the rows', /read only|not as it was/, () => ({
      async render(shown) {
        ;(shown.table.rows as unknown[]).reverse()
        return bytes(tableLines(shown))
      },
    })),
    broken('it marks the value, unless that is frozen', /not as it was/, () => ({
      async render(shown) {
        if (!Object.isFrozen(shown.value)) (shown.value as { seen?: true }).seen = true
        return bytes(tableLines(shown))
      },
    })),
  ],
  'harmless: shows hostile texts in every place of every view': [
    broken('it takes texts for markup', /complaints: markup/, () => ({ render: async (shown) => bytes(tableLines(shown, unescaped)) })),
    broken('it lets control characters through', /a control character/, () => ({
      render: async (shown) => bytes(tableLines(shown, (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;'))),
    })),
    broken('it cuts long texts', /is not shown/, () => ({
      render: async (shown) => bytes(tableLines(shown, (text) => escaped(text.slice(0, 2_000)))),
    })),
    broken('it takes off an apostrophe', /is not shown/, () => ({
      render: async (shown) => bytes(tableLines(shown, (text) => escaped(text.replace(/^['"]/, '')))),
    })),
  ],
  'harmless: shows hostile texts in the table of an extension': [
    broken('it believes the texts of extensions', /complaints: markup/, () => ({
      render: async (shown) => bytes(tableLines(shown, shown.view.startsWith('vendor.') ? unescaped : escaped)),
    })),
  ],
  'harmless: tells errors of hostile texts': [
    broken('it believes what errors say', /markup/, () => ({
      renderError: async (error, words) => bytes(errorLines(error, words, isInvalidInput(error) ? escaped : unescaped)),
    })),
    broken('it cuts places', /is not told/, () => ({
      renderError: async (error, words) => bytes(errorLines(error, words, (text) => escaped(text.slice(0, 200)))),
    })),
  ],
}
