import type { Actor, Basis, CommandsIn, InputOf } from '@bihuan/core'

export type CommandName = keyof CommandsIn & string

/** A name or text in both languages. */
export interface Named {
  readonly zh: string
  readonly en: string
}

/** One thing that the article names. */
export interface ChecklistItem extends Named {
  readonly id: string
  readonly kind: 'goal' | 'task' | 'indicator' | 'institution' | 'policy' | 'mechanism'
  readonly parent?: string
  /** Line of the article. */
  readonly paragraph: string
  readonly role?: string
  readonly level?: string
  readonly standing?: boolean
  readonly ambition?: string
  readonly figure?: {
    readonly role: string
    readonly direction?: string
    readonly value?: number | string
    readonly unit: string
    readonly qualifier: string
    readonly asOf?: string
  }
  /** The article says that there are more. */
  readonly openList?: boolean
}

/** A command as it was, or would have been, sent: who, when it was entered, which day it speaks of. */
export interface Step<N extends CommandName = CommandName> {
  /** The command's id. */
  readonly id: string
  /** When it is entered: UTC, ISO 8601. */
  readonly at: string
  /** The day that it speaks of; the day of entry when left out. */
  readonly on?: string
  readonly command: N
  readonly input: InputOf<CommandsIn[N]>
  readonly actor: Actor
  readonly basis?: Basis
  readonly onBehalfOf?: string
  /** Checklist items that it brings into the district. */
  readonly items?: readonly string[]
}
export type AnyStep = { [N in CommandName]: Step<N> }[CommandName]
