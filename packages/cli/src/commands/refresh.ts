import { progress, type Session } from '../session.ts'

/** Writes a snapshot of the state as it is now, from which the log is opened the next time, and which SQL shows as current rows. */
export const refresh = (session: Session): Promise<void> =>
  session.withDistrict(async (district) => {
    const bar = progress(session.io, session.say('refreshing'))
    const position = await district.snapshot().finally(bar.end)
    session.print(session.json ? JSON.stringify({ position }) : session.say('refreshed', { position }))
  })
