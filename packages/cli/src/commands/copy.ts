import { copyLog, isCorrupt, isTampered } from '@bihuan/core'
import { Usage } from '../io.ts'
import { headOf, progress, type Session } from '../session.ts'

/** Copies the log into another store, checked record by record. One that broke off goes on where it ended. */
export const copy = (session: Session, options: { readonly to?: string; readonly as?: string }): Promise<void> =>
  session.withStores(async (machine, stores) => {
    const { to, as = session.options.log } = options
    if (to === undefined || to === '') throw new Usage('noTarget')
    const from = await stores({ reading: true })
    // Before the target is opened, which makes a store of what is not there.
    await headOf(from, session.options.log)
    const bar = progress(session.io, session.say('copying'))
    try {
      const copied = await copyLog({
        from,
        to: await stores({ create: true }, to),
        log: session.options.log,
        as,
        machine,
        onProgress: bar.at,
      })
      bar.end()
      session.print(session.json ? JSON.stringify({ log: as, ...copied }) : session.say('copied', { log: as, ...copied }))
    } catch (error) {
      bar.end()
      if ((isTampered(error) || isCorrupt(error)) && error.copied !== undefined)
        session.print(
          session.json ? JSON.stringify({ log: as, copied: error.copied }) : session.say('copyEnded', { log: as, copied: error.copied }),
        )
      throw error
    }
  })
