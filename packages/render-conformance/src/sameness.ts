import type { Shown } from '@bihuan/core'
import { type Bench, cases } from './case.ts'
import { coreShown, extensionShown, historyOf, languages, lastDay } from './samples.ts'
import { elsewhere, frozen } from './surroundings.ts'

const equal = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, at) => byte === b[at])

const samples = ({ renderer, settings }: Bench): Shown[] => {
  const history = historyOf(settings.seed)
  const core = languages.flatMap((words) => coreShown(history, words, lastDay(history), renderer.shows))
  return renderer.shows('vendor.visits') ? [...core, extensionShown('vendor.visits', languages[0] as never, 40)] : core
}

const copyOf = ({ view, value, table, words }: Shown): Shown => ({
  view,
  value: structuredClone(value),
  table: structuredClone(table),
  words,
})

/** The same is shown by the same bytes, and nothing else matters. */
export const sameness = cases({
  async 'gives the same bytes twice, and of a copy'(bench) {
    for (const shown of samples(bench)) {
      const first = await bench.renderer.render(shown)
      if (!equal(first, await bench.renderer.render(shown))) throw new Error(`${shown.view}: rendered twice, the bytes differ`)
      if (!equal(first, await bench.renderer.render(copyOf(shown)))) throw new Error(`${shown.view}: of a copy, the bytes differ`)
    }
  },
  async 'gives the same bytes in another zone, on another day'(bench) {
    for (const shown of samples(bench)) {
      const here = await elsewhere('Asia/Shanghai', () => bench.renderer.render(shown))
      for (const zone of ['America/Los_Angeles', 'Pacific/Kiritimati']) {
        const there = await elsewhere(zone, () => bench.renderer.render(shown))
        if (!equal(here, there)) throw new Error(`${shown.view}: in ${zone} the bytes differ`)
      }
      if (!equal(here, await bench.renderer.render(shown))) throw new Error(`${shown.view}: years later the bytes differ`)
    }
  },
  async 'gives the same bytes of errors'({ renderer }) {
    for (const words of languages) {
      const error = new Error('canary')
      const first = await elsewhere('Asia/Shanghai', () => renderer.renderError(error, words))
      if (!equal(first, await elsewhere('America/Los_Angeles', () => renderer.renderError(error, words))))
        throw new Error('the bytes of an error differ')
      if (!equal(first, await renderer.renderError(error, words))) throw new Error('the bytes of an error differ')
    }
  },
  async 'keeps several apart that are rendered at once'(bench) {
    const shown = samples(bench)
    const alone: Uint8Array[] = []
    for (const one of shown) alone.push(await bench.renderer.render(one))
    const together = await Promise.all(shown.map((one) => bench.renderer.render(one)))
    const mixed = together.findIndex((bytes, at) => !equal(bytes, alone[at] as Uint8Array))
    if (mixed >= 0) throw new Error(`${shown[mixed]?.view}: rendered with others at once, the bytes differ`)
  },
  async 'leaves what it is given as it was'(bench) {
    for (const shown of samples(bench)) {
      const before = JSON.stringify([shown.value, shown.table])
      const { value, table } = copyOf(shown)
      await bench.renderer.render({ ...shown, value: frozen(value), table: frozen(table) })
      await bench.renderer.render(shown)
      if (JSON.stringify([shown.value, shown.table]) !== before) throw new Error(`${shown.view}: what it was given is not as it was`)
    }
  },
})
