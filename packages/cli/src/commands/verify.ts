import { Done, exitCodes } from '../io.ts'
import { progress, type Session } from '../session.ts'

/** Checks the whole log, and its root against one that is known. */
export const verify = (session: Session, options: { readonly root?: string }): Promise<void> =>
  session.withDistrict(async (district) => {
    const bar = progress(session.io, session.say('verifying'))
    const found = await district.verify({ onProgress: (done) => bar.at(done, district.position) }).finally(bar.end)
    const differs = options.root !== undefined && options.root.toLowerCase() !== found.root
    if (session.json) session.print(JSON.stringify({ ...found, ...(options.root !== undefined && { matches: !differs }) }))
    else if (!differs) session.print(session.say('verified', { ...found }))
    if (!differs) return
    if (!session.json) session.print(session.say('rootDiffers', { root: found.root, expected: options.root as string }))
    throw new Done(exitCodes.broken)
  })
