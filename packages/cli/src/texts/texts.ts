import type { Lang } from '@bihuan/core'
import { en } from './en.ts'
import { zh } from './zh.ts'

/** What the command line says in one language. Templates have `{name}` for facts. */
export interface Texts {
  readonly help: {
    readonly description: string
    readonly usage: string
    readonly options: string
    readonly commands: string
    readonly arguments: string
    readonly footer: string
    readonly option: Readonly<Record<OptionName, string>>
    readonly command: Readonly<Record<CommandName, string>>
    readonly argument: Readonly<Record<'command' | 'view' | 'file', string>>
  }
  readonly usage: Readonly<Record<UsageCode, string>>
  readonly said: Readonly<Record<SaidCode, string>>
}

export type CommandName = 'init' | 'do' | 'preview' | 'view' | 'at' | 'log' | 'verify' | 'import' | 'export' | 'help'
export type OptionName =
  | 'store'
  | 'log'
  | 'lang'
  | 'json'
  | 'with'
  | 'colour'
  | 'help'
  | 'version'
  | 'template'
  | 'year'
  | 'seed'
  | 'input'
  | 'set'
  | 'as'
  | 'on'
  | 'id'
  | 'basis'
  | 'onBehalfOf'
  | 'filter'
  | 'format'
  | 'details'
  | 'atRecorded'
  | 'atPosition'
  | 'tail'
  | 'subject'
  | 'type'
  | 'follow'
  | 'root'
  | 'goal'
  | 'from'
  | 'due'
  | 'importYear'
  | 'createUnits'
  | 'prefix'
  | 'commit'
  | 'output'
export type UsageCode =
  | 'unknownOption'
  | 'missingArgument'
  | 'unknownCommand'
  | 'missingOptionValue'
  | 'excessArguments'
  | 'badUsage'
  | 'noStore'
  | 'badStore'
  | 'badActor'
  | 'noActor'
  | 'badSet'
  | 'badBasis'
  | 'notEmpty'
  | 'noFile'
  | 'notJson'
  | 'badFilter'
  | 'badNumber'
  | 'badFormat'
  | 'badModule'
  | 'badTemplate'
  | 'oneInput'
  | 'badLang'
  | 'oneCut'
  | 'noRows'
  | 'notText'
export type SaidCode =
  | 'recorded'
  | 'nothing'
  | 'repeated'
  | 'accepted'
  | 'wouldRecord'
  | 'created'
  | 'views'
  | 'verified'
  | 'rootDiffers'
  | 'playing'
  | 'verifying'
  | 'exported'
  | 'more'
  | 'totals'
  | 'importTasks'
  | 'importUnits'
  | 'importProblems'
  | 'importWarnings'
  | 'importIgnored'
  | 'importDry'
  | 'importDone'
  | 'importNothing'
  | 'row'
  | 'unknownUnit'
  | 'noTitle'
  | 'noLead'
  | 'noDue'
  | 'badDue'
  | 'noGoal'
  | 'unknownGoal'
  | 'twiceId'
  | 'takenId'
  | 'moreLeads'
  | 'newUnit'
  | 'groupUnit'
  | 'vagueDue'
  | 'dueBeforeFrom'

export const texts: Readonly<Record<Lang, Texts>> = { zh, en }

/** A template with its facts put in. */
export const fill = (template: string, facts: Readonly<Record<string, string | number>> = {}): string =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(facts, name) ? String(facts[name]) : whole))
