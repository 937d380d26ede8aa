import type { District, EventStore, Recorded } from '@bihuan/core'
import { languages } from '@bihuan/core/words'
import { visible } from '@bihuan/render-text'
import { type Session, wholeNumber } from '../session.ts'
import { knownType, subjectsOf } from './timeline.ts'

export interface LogOptions {
  readonly tail?: string
  readonly subject?: string
  readonly type?: readonly string[]
  readonly follow?: boolean
}

/** Prints events, one a line, and goes on as others write when asked to. */
export const log = (session: Session, options: LogOptions): Promise<void> =>
  session.withDistrict(
    async (district, store) => {
      const { subject, type: types = [] } = options
      for (const type of types) knownType(district, type)
      const wanted = { ...(subject !== undefined && { subject }), ...(types.length > 0 && { types }) }
      const tail = options.tail === undefined ? undefined : wholeNumber(options.tail)
      let kept: Recorded[] = []
      let after = 0
      for (;;) {
        const page = await district.timeline({ ...wanted, after, limit: 1000 })
        if (tail === undefined) for (const event of page.events) if (!line(session, district, event)) return
        if (tail !== undefined) kept = [...kept, ...page.events].slice(-tail || kept.length + page.events.length)
        if (page.next === undefined) break
        after = page.next
      }
      for (const event of tail === 0 ? [] : kept) if (!line(session, district, event)) return
      if (options.follow)
        await follow(
          session,
          district,
          store,
          (event) =>
            (types.length === 0 || types.includes(event.type)) && (subject === undefined || subjectsOf(district, event).includes(subject)),
        )
    },
    { reading: true },
  )

/** Returns false when nobody listens any more. */
function line(session: Session, district: District, event: Recorded): boolean {
  if (session.json) return session.io.out(`${JSON.stringify(event)}\n`)
  const words = district.words(languages[session.lang])
  const text = `${String(event.position).padStart(7)}  ${event.on}  ${event.recordedAt}  ${words.event(event.type)}  ${subjectsOf(district, event).join(' ')}  ${event.actor.person}@${event.actor.unit}`
  return session.io.out(`${visible(text)}\n`)
}

async function follow(session: Session, district: District, store: EventStore, wanted: (event: Recorded) => boolean): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const off = district.on('*', (event) => {
      if (wanted(event) && !line(session, district, event)) end()
    })
    const unwatch = store.watch(session.options.log, () => void district.refresh().catch(reject))
    // The store's own watch does not keep a process alive.
    const awake = setInterval(() => undefined, 60_000)
    const end = () => {
      clearInterval(awake)
      unwatch()
      off()
      resolve()
    }
    session.io.onInterrupt(end)
  })
}
