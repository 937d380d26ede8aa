import { erase } from '@bihuan/core/sealing'
import { Usage } from '../io.ts'
import { actorOf, basisOf, type Session } from '../session.ts'

interface Options {
  readonly as?: string
  readonly on?: string
  readonly id?: string
  readonly basis?: string
}

/** Records that what is sealed about a person becomes unreadable, then erases the keys. */
export const erasePerson = (session: Session, person: string, { as, on, id, basis }: Options): Promise<void> =>
  session.withDistrict(async (district, _, keys) => {
    if (!keys) throw new Usage('noKeys')
    const rests = basisOf(basis)
    const erased = await erase(district, keys, person, {
      actor: actorOf(as, session.io.env),
      ...(on !== undefined && { on }),
      ...(id !== undefined && { id }),
      ...(rests && { basis: rests }),
    })
    session.print(session.json ? JSON.stringify({ person, ...erased }) : session.say('erased', { person, ...erased }))
  })
