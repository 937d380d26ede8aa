import { manualClock, systemClock } from '@bihuan/core'
import { foundation, illustrativeYear, play } from '@bihuan/nangang'
import { Usage } from '../io.ts'
import { progress, type Session, wholeNumber } from '../session.ts'

interface Options {
  readonly template: string
  readonly year?: boolean
  readonly seed?: string
}

/** Creates a log, empty or with a template in it. One that has events is left as it is. */
export async function init(session: Session, options: Options): Promise<void> {
  const { template } = options
  if (template !== 'empty' && template !== 'nangang-1123') throw new Usage('badTemplate', { template })
  if (options.year && template === 'empty') throw new Usage('goesWith', { option: '--year', needed: '--template nangang-1123' })
  if (options.seed !== undefined && !options.year) throw new Usage('goesWith', { option: '--seed', needed: '--year' })
  const year = options.year ? illustrativeYear(options.seed === undefined ? {} : { seed: wholeNumber(options.seed) }) : []
  const steps = template === 'empty' ? [] : [...foundation, ...year]
  const clock = steps[0] ? manualClock(steps[0].at) : undefined
  const empty = await session
    .withDistrict(async (_, store) => store.head(session.options.log), { create: true, clock: clock ?? systemClock })
    .then((head) => head <= 1)
  await session.withDistrict(
    async (district) => {
      if (!empty) throw new Usage('notEmpty', { log: session.options.log, position: String(district.position) })
      const bar = progress(session.io, session.say('playing'))
      await play(district, steps, { ...(clock && { setClock: clock.set }), onStep: (_, done) => bar.at(done, steps.length) })
      bar.end()
      const facts = { log: session.options.log, events: district.position, root: district.root() }
      session.print(session.json ? JSON.stringify(facts) : session.say('created', facts))
    },
    clock ? { clock } : {},
  )
}
