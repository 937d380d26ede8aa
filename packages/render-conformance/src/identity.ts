import { isInvalidInput } from '@bihuan/core'
import { cases } from './case.ts'
import { coreViews, extensionShown, languages, strangeNames } from './samples.ts'
import { messageOf } from './telling.ts'

const all = [...coreViews, ...strangeNames]

/** What a renderer says of itself. */
export const identity = cases({
  async 'has a name, an extension with a dot and a media type'({ renderer }) {
    const { name, extension, mediaType } = renderer
    if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) throw new Error(`the name is ${JSON.stringify(name)}`)
    if (!/^\.[a-z0-9][a-z0-9.]*$/.test(extension)) throw new Error(`the extension is ${JSON.stringify(extension)}`)
    if (!/^[a-z]+\/[a-z0-9.+-]+(; ?[a-z-]+=[A-Za-z0-9-]+)*$/.test(mediaType))
      throw new Error(`the media type is ${JSON.stringify(mediaType)}`)
  },
  async 'tells of any name whether it shows that view, and shows one at least'({ renderer }) {
    const answers = all.map((view) => renderer.shows(view))
    const odd = answers.findIndex((answer) => typeof answer !== 'boolean')
    if (odd >= 0) throw new Error(`shows(${JSON.stringify(all[odd])}) is ${String(answers[odd])}`)
    if (all.some((view, at) => renderer.shows(view) !== answers[at])) throw new Error('asked twice, shows answers differently')
    if (!answers.includes(true)) throw new Error('it shows nothing')
  },
  async 'refuses the views that it does not show'({ renderer }) {
    for (const view of all.filter((one) => !renderer.shows(one))) {
      const outcome = await renderer.render(extensionShown(view, languages[0] as never, 3)).then(
        () => 'it was rendered',
        (error: unknown) => error,
      )
      const issue = isInvalidInput(outcome) ? outcome.issues[0] : undefined
      if (issue?.code !== 'notShown' || issue.path.join() !== 'view')
        throw new Error(`${JSON.stringify(view)} is not refused as notShown: ${messageOf(outcome)}`)
    }
  },
})
