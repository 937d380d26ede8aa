import { type District, type ExecuteOptions, InvalidInput } from '@bihuan/core'
import { languages } from '@bihuan/core/words'
import { visible } from '@bihuan/render-text'
import { Done, exitCodes, Usage } from '../io.ts'
import { actorOf, basisOf, type Session } from '../session.ts'
import { fitted, inputOf } from '../set.ts'
import { jsonFrom } from '../text-file.ts'

export interface SendOptions {
  readonly json?: boolean | string
  readonly input?: string
  readonly set?: readonly string[]
  readonly as?: string
  readonly on?: string
  readonly id?: string
  readonly basis?: string
  readonly onBehalfOf?: string
}

async function inputFrom(session: Session, options: SendOptions): Promise<unknown> {
  const file = typeof options.json === 'string' ? options.json : options.input
  const sets = options.set ?? []
  if (file !== undefined && sets.length > 0) throw new Usage('oneInput')
  if (file === undefined) return inputOf(sets)
  return jsonFrom(session.io, file)
}

function sentWith(session: Session, options: SendOptions): ExecuteOptions {
  const basis = basisOf(options.basis)
  return {
    actor: actorOf(options.as, session.io.env),
    ...(options.id !== undefined && { id: options.id }),
    ...(options.on !== undefined && { on: options.on }),
    ...(basis && { basis }),
    ...(options.onBehalfOf !== undefined && { onBehalfOf: options.onBehalfOf }),
  }
}

async function prepared(session: Session, district: District, command: string, options: SendOptions) {
  const sent = sentWith(session, options)
  const input = await inputFrom(session, options)
  const fits = (options.set ?? []).length > 0 ? fitted(district.machine, command, input as Record<string, unknown>) : input
  return { sent, input: fits }
}

/** Sends a command. */
export const send = (session: Session, command: string, options: SendOptions): Promise<void> =>
  session.withDistrict(async (district) => {
    const { sent, input } = await prepared(session, district, command, options)
    const outcome = await district.send(command, input, sent)
    if (session.json)
      return session.print(
        JSON.stringify({ command: outcome.command, repeated: outcome.repeated, position: outcome.position, events: outcome.events }),
      )
    const words = district.words(languages[session.lang])
    const positions = outcome.events.map((event) => event.position)
    const facts = {
      label: words.command(command),
      command: outcome.command,
      positions: positions.length > 1 ? `${positions[0]}–${positions.at(-1)}` : String(positions[0] ?? ''),
    }
    session.print(session.say(positions.length === 0 ? 'nothing' : outcome.repeated ? 'repeated' : 'recorded', facts))
    for (const event of outcome.events) session.print(`  ${event.position}  ${words.event(event.type)}`)
  })

/** Says what a command would do. Changes nothing. */
export const preview = (session: Session, command: string, options: SendOptions): Promise<void> =>
  session.withDistrict(async (district) => {
    const { sent, input } = await prepared(session, district, command, options)
    const result = district.tryOut(command, input, sent)
    const words = district.words(languages[session.lang])
    if (session.json) session.print(JSON.stringify('refusal' in result ? { ...result, sentence: words.refusal(result.refusal) } : result))
    if (result.accepted) {
      if (session.json) return
      session.print(session.say('accepted'))
      if (result.facts.length > 0) session.print(session.say('wouldRecord'))
      for (const fact of result.facts) session.print(`  ${words.event(fact.type)}  ${visible(JSON.stringify(fact.data))}`)
      return
    }
    if ('refusal' in result) {
      if (!session.json) session.print(`${visible(words.refusal(result.refusal))} [${result.refusal.code}]`)
      throw new Done(exitCodes.refused)
    }
    throw session.json ? new Done(exitCodes.invalid) : new InvalidInput(result.issues)
  })
