import type { Language } from './language.ts'

const list = (ids: readonly string[]): string =>
  ids.length > 8 ? `${ids.slice(0, 8).join(', ')} and ${ids.length - 8} more` : ids.join(', ')

/** `problems p1, p2; milestones m1`: what there is of each. */
const each = (parts: readonly (readonly [string, readonly string[]])[]): string =>
  parts
    .filter(([, ids]) => ids.length > 0)
    .map(([name, ids]) => `${name} ${list(ids)}`)
    .join('; ')

export const refusalsEn: Language['refusals'] = {
  forbidden: ({ command, roles, allowed }, words) => {
    const who = allowed
      .map(({ role, where }) => words.code('role', role) + (where === undefined ? '' : ` (${words.code('where', where)})`))
      .join(', ')
    const has = roles.map((role) => words.code('role', role)).join(', ')
    return who === ''
      ? `"${words.command(command)}" is allowed to nobody.`
      : `"${words.command(command)}" is not for the role ${has} here; it is for ${who}.`
  },
  unknown: ({ what, id }, words) => `There is no ${words.code('kind', what)} ${id} (rule R1).`,
  taken: ({ what, id }, words) => `The id ${id} is already that of another ${words.code('kind', what)}; choose a new one (rule R1).`,
  ended: ({ what, id, on }, words) => `The ${words.code('kind', what)} ${id} ended on ${on} and takes nothing new (rule R1).`,
  needsPlaces: ({ goal, tasks, goals }) =>
    `Goal ${goal} is still needed by ${each([
      ['tasks', tasks],
      ['goals', goals],
    ])}; say where each task goes, and move or drop the goals below it first (rule R1).`,
  cycle: ({ path }) => `The goal would be above itself: ${path.join(' → ')} (rule R2).`,
  otherStrategy: ({ goal, strategy }) => `Goal ${goal} does not belong to strategy ${strategy} (rule R2).`,
  tooDeep: ({ goal, levels }) => `Goal ${goal} would stand deeper than the ${levels} levels that the strategy names (rule R2).`,
  notReady: ({ task, missing }, words) =>
    `Task ${task} can't start yet; it lacks ${missing.map((one) => words.code('missing', one)).join(', ')} (rule R3).`,
  wrongStage: ({ rule, what, id, stage, allowed }, words) =>
    `The ${words.code('kind', what)} ${id} is ${words.code('anyState', stage)}; this is possible only when it is ${allowed.map((one) => words.code('anyState', one)).join(' or ')} (rule ${rule}).`,
  standing: ({ task }) => `Task ${task} is a standing task and is never closed; close its milestones (rule R4).`,
  openItems: ({ task, problems, milestones, decisions }) =>
    `Task ${task} still has open items: ${each([
      ['problems', problems],
      ['milestones', milestones],
      ['decisions', decisions],
    ])} (rule R5).`,
  evidenceMissing: () => 'A closing needs evidence; add at least one document (rule R6).',
  reasonMissing: ({ rule }) => `A reason is needed (rule ${rule}).`,
  ownUnit: ({ command, unit }, words) =>
    `"${words.command(command)}" is not for unit ${unit}, which is on the other side of the matter; another unit has to do it (rule R6).`,
  needsLeader: ({ command }, words) =>
    `The promotion office asked for this itself, so "${words.command(command)}" is for a leader (rule R6).`,
  needsConsent: ({ problem, deciders }) =>
    `Problem ${problem} has been decided on; its withdrawal needs whoever decided: ${list(deciders)} (rule R7).`,
  outsideSchedule: ({ milestone, due, from, until }) =>
    `Milestone ${milestone} is due on ${due}, outside the task's schedule from ${from} to ${until} (rule R8).`,
  reachedAlready: ({ task, milestone }) => `Milestone ${milestone} of task ${task} was reached already (rule R8).`,
  tooLate: ({ what, id, due, on }, words) =>
    `The ${words.code('kind', what)} ${id} was due on ${due}; on ${on} it is too late to ask for a later date (rule R9).`,
  notLater: ({ due, asked }) => `The date asked for, ${asked}, is not later than ${due}, which stands (rule R9).`,
  narrativeMissing: ({ task, from, to }) =>
    `Progress of task ${task} falls from ${from} % to ${to} %; say why in the narrative (rule R10).`,
  disputedAlready: ({ report }) => `Report ${report} has been disputed already (rule R10).`,
  badTarget: ({ indicator, problem }, words) =>
    `The aim of indicator ${indicator} does not fit: ${words.code('badTarget', problem)} (rule R11).`,
  noSuccessor: ({ unit, tasks, problems, decisions }) =>
    `Unit ${unit} still answers for ${each([
      ['tasks', tasks],
      ['problems', problems],
      ['decisions', decisions],
    ])}; name its successor (rule R17).`,
  commandReused: ({ id }) => `The command id ${id} was used for something else; a new command needs a new id (rule R18).`,
  inFuture: ({ on, today }) => `${on} has not come yet; today is ${today} (rule R19).`,
  notYet: ({ what, id, since, on }, words) =>
    `The ${words.code('kind', what)} ${id} exists since ${since} only, not yet on ${on} (rule R19).`,
  outOfOrder: ({ what, id, last, on }, words) =>
    `The last that is known of the ${words.code('kind', what)} ${id} is of ${last}; ${on} lies before it (rule R19).`,
  badPeriod: ({ rule, from, to }) => `The period ends on ${to}, before it begins on ${from} (rule ${rule}).`,
  basisMissing: ({ rule, command }, words) =>
    `"${words.command(command)}" has to name the document, meeting or decision that it rests on (rule ${rule}).`,
  notHolder: ({ post, person }) => `${person} does not hold the post ${post} (rule R1).`,
  sameUnit: ({ what, id, unit }, words) => `The ${words.code('kind', what)} ${id} is with unit ${unit} already (rule R1).`,
  twice: ({ what, id }, words) => `The ${words.code('kind', what)} ${id} is named twice (rule R1).`,
  marksDoNotSum: ({ scheme, group, sum, full }) =>
    `In scheme ${scheme} the base rules of group ${group} sum to ${sum}, not to its full marks ${full} (rule R12).`,
  unknownMetric: ({ metric, known }) => `There is no metric ${metric}; there are ${known.join(', ')} (rule R12).`,
  badTerms: ({ rule, id, problem }, words) => `The terms of ${id} do not hold: ${words.code('badTerms', problem)} (rule ${rule}).`,
  roundNotOver: ({ round, to, on }) => `Round ${round} runs until ${to}; it can not be scored on ${on} (rule R13).`,
  panelMissing: ({ round, panel, units }) => `Round ${round} lacks panel scores of rule ${panel} for ${list(units)} (rule R13).`,
  openAppeals: ({ round, appeals }) => `Round ${round} has appeals that are not decided: ${list(appeals)} (rule R13).`,
  notInRound: ({ round, unit }) => `Unit ${unit} is not assessed in round ${round} (rule R13).`,
  appealOver: ({ round, until, on }) => `Appeals against round ${round} were possible until ${until}; ${on} is too late (rule R13).`,
  appealsPossible: ({ round, until, on }) =>
    `Round ${round} can be appealed against until ${until}; it can not be published on ${on} (rule R13).`,
  badAdjustment: ({ appeal, upheld }) =>
    upheld
      ? `Appeal ${appeal} is upheld: say by how many points (rule R13).`
      : `Appeal ${appeal} is dismissed: it changes no points (rule R13).`,
  yearNotCovered: ({ from, days }) =>
    `${days} working days from ${from} can not be counted: the calendar does not cover the year (rule R15).`,
  remindedAlready: ({ unit, period, reminder }) => `Unit ${unit} was reminded for ${period} already (${reminder}) (rule R15).`,
  notDue: ({ unit, period }) => `There is nothing to remind unit ${unit} of for ${period} (rule R15).`,
  quarterNotOver: ({ quarter, on }) => `${quarter} has not ended on ${on} (rule R15).`,
  skipsSteps: ({ unit, step, skipped }, words) =>
    `For unit ${unit}, ${words.code('consequence', step)} passes over ${skipped.map((one) => words.code('consequence', one)).join(', ')}: say why (rule R16).`,
}
