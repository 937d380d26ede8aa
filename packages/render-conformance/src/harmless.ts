import { InvalidInput } from '@bihuan/core'
import { cases } from './case.ts'
import { hostileText, hostileTexts } from './hostile.ts'
import { withTexts } from './places.ts'
import { coreViews, extensionShown, historyOf, languages, lastDay, optionsFor, shownAs, strangeNames } from './samples.ts'
import { messageOf, mustShow, skeleton } from './telling.ts'

/** Text is shown and nothing else. */
export const harmless = cases({
  async 'shows hostile texts in every place of every view'(bench) {
    const history = historyOf(bench.settings.seed)
    const { machine, state } = history
    let n = 0
    for (const view of coreViews.filter(bench.renderer.shows))
      for (const options of optionsFor(history, view).slice(0, 2)) {
        const value = machine.see(state, view, options as Record<string, unknown>, lastDay(history))
        const hostile = withTexts(machine.viewNamed(view).shape, value, () => hostileText(n++))
        for (const words of languages) await mustShow(bench, shownAs(machine, view, hostile, words))
      }
    if (n < hostileTexts.length) throw new Error(`the history of this seed has only ${n} places for texts`)
  },
  async 'shows hostile texts in the table of an extension'(bench) {
    for (const view of strangeNames.filter(bench.renderer.shows).slice(0, 2))
      for (const words of languages) await mustShow(bench, extensionShown(view, words, hostileTexts.length, hostileText))
  },
  async 'tells errors of hostile texts'({ renderer, read }) {
    for (const words of languages)
      for (const text of hostileTexts) {
        const path = ['milestones', 1, text]
        const told = words.error(new InvalidInput([{ path, code: text, message: text }]))
        const shown = skeleton(await read(await renderer.renderError(new InvalidInput([{ path, code: text, message: text }]), words)))
        for (const part of told.places.flatMap((place) => [place.path, place.sentence]))
          if (!shown.includes(skeleton(part))) throw new Error(`${JSON.stringify(part.slice(0, 60))} is not told`)
        await read(await renderer.renderError(new Error(text), words)).catch((error: unknown) => {
          throw new Error(`an error of ${JSON.stringify(text.slice(0, 40))}: ${messageOf(error)}`)
        })
      }
  },
})
