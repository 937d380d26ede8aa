import { lineKinds, type ResultLine } from '../../domain/assessment/events.ts'
import type { Result, Round } from '../../domain/assessment/state.ts'
import type { District } from '../../domain/state.ts'
import { canonical } from '../../engine/canonical.ts'
import type { Recorded } from '../../engine/event.ts'
import type { State } from '../../engine/machine.ts'
import { recompute } from '../../explain.ts'
import type { CoreEvent } from '../chronicle.ts'
import { difference, must } from '../difference.ts'
import { evolveAll } from '../laws.ts'
import type { LegalHistory } from '../legal-history.ts'

type EventOf<T extends CoreEvent['type']> = Extract<CoreEvent, { type: T }>
type Data<T extends CoreEvent['type']> = EventOf<T>['data']

const at = (event: Recorded) => `position ${event.position}: ${event.type}`
const of = <T extends CoreEvent['type']>(events: readonly Recorded[], type: T) =>
  (events as readonly CoreEvent[]).filter((event): event is EventOf<T> => event.type === type)
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + Math.round(one * 100), 0) / 100

/** R12: base rules sum to full marks when a round is opened, with exactly the rules in force; a round is scored by those, bonus and deductions capped. */
export function roundsKeepTheirScheme({ machine, events }: LegalHistory): void {
  const schemes = new Map<string, Data<'scheme.adopted'> & { on: string; superseded: boolean }>()
  const rules = new Map<string, Data<'rule.adopted'> & { on: string; repealed?: string }>()
  const rounds = new Map<string, Data<'round.opened'>>()
  for (const event of events as readonly CoreEvent[]) {
    const { type, data, on } = event
    if (type === 'scheme.adopted') {
      schemes.set(data.scheme, { ...data, on, superseded: false })
      const old = schemes.get(data.supersedes ?? '')
      if (old) old.superseded = true
    }
    if (type === 'rule.adopted') {
      rules.set(data.rule, { ...data, on })
      if ('metric' in data.measure) must(machine.metrics.has(data.measure.metric), `${at(event)} names the metric ${data.measure.metric}`)
    }
    if (type === 'rule.repealed') Object.assign(rules.get(data.rule) ?? {}, { repealed: on })
    if (type === 'round.opened') {
      rounds.set(data.round, data)
      const scheme = schemes.get(data.scheme)
      must(scheme?.superseded === false && scheme.on <= on, `${at(event)} with a scheme that is not in force`)
      const inForce = [...rules.values()].filter(
        (rule) => rule.scheme === data.scheme && rule.on <= on && !(rule.repealed !== undefined && rule.repealed <= on),
      )
      must(
        inForce
          .map((rule) => rule.rule)
          .sort()
          .join() === [...data.rules].sort().join(),
        `${at(event)} with ${data.rules}`,
      )
      for (const { group, fullMarks } of scheme.groups) {
        const worth = inForce.flatMap((rule) =>
          rule.kind === 'base' ? rule.worth.filter((one) => one.group === group).map((one) => one.points) : [],
        )
        must(sum(worth) === fullMarks, `${at(event)}: base rules of ${group} sum to ${sum(worth)}, not ${fullMarks}`)
      }
    }
    if (type === 'round.scored')
      for (const { unit, group, lines } of data.results) {
        const scheme = schemes.get(rounds.get(data.round)?.scheme ?? '')
        const full = scheme?.groups.find((one) => one.group === group)?.fullMarks ?? 0
        const total = (...kinds: string[]) => sum(lines.flatMap((line) => (kinds.includes(line.kind) ? line.points : [])))
        const [base, bonus, deduction] = [total('base', 'scaling'), total('bonus', 'bonusCap'), total('deduction', 'deductionCap')]
        must(base <= full, `${at(event)}: ${unit} has ${base} of ${full} marks`)
        must(0 <= bonus && bonus <= (scheme?.bonusCap ?? bonus), `${at(event)}: ${unit} has a bonus of ${bonus}, above ${scheme?.bonusCap}`)
        must(0 <= -deduction && -deduction <= (scheme?.deductionCap ?? -deduction), `${at(event)}: ${deduction} is taken from ${unit}`)
        for (const { rule, kind } of lines) {
          const known = rule === undefined || rounds.get(data.round)?.rules.includes(rule)
          must(
            known === true && (rule === undefined || rules.get(rule)?.kind === kind),
            `${at(event)}: ${unit} has a line of ${kind} ${rule}`,
          )
        }
      }
  }
}

/** R13: scores are the sums of their lines, lines rest on events up to the cut-off, and published is frozen and adjustments. */
export function scoresAreSums({ events, state }: LegalHistory): void {
  const frozen = new Map<string, EventOf<'round.scored'>>()
  const added = new Map<string, number>()
  for (const event of events as readonly CoreEvent[]) {
    const { type, data } = event
    if (type === 'round.scored') {
      must(!frozen.has(data.round), `${at(event)} twice`)
      frozen.set(data.round, event)
      must(data.cutOff === event.position - 1, `${at(event)} cuts off at ${data.cutOff}`)
      for (const { unit, points, lines } of data.results) {
        must(
          points === sum(lines.map((line) => line.points)),
          `${at(event)}: ${unit} has ${points}, its lines ${sum(lines.map((line) => line.points))}`,
        )
        for (const line of lines) sound(line, data.cutOff, `${at(event)}: ${unit}`)
      }
    }
    if (type === 'appeal.decided') {
      must(data.upheld === (data.points !== 0), `${at(event)}: upheld is ${data.upheld} for ${data.points}`)
      must(event.actor.unit !== data.unit, `${at(event)} by ${data.unit} itself`)
      const key = `${data.round} ${data.unit}`
      added.set(key, sum([added.get(key) ?? 0, data.points]))
    }
    if (type === 'appeal.filed' || type === 'appeal.decided' || type === 'result.published') {
      must(frozen.has(data.round), `${at(event)} before the round is scored`)
      const published = (state.tables as unknown as District).rounds.get(data.round)?.published
      must(!published || published.position >= event.position, `${at(event)} after the publication`)
    }
    if (type === 'result.published') {
      const was = frozen.get(data.round)?.data.results ?? []
      must(data.results.length === was.length, `${at(event)} of ${data.results.length} units, not ${was.length}`)
      for (const { unit, points } of data.results) {
        const right = sum([was.find((one) => one.unit === unit)?.points ?? Number.NaN, added.get(`${data.round} ${unit}`) ?? 0])
        must(points === right, `${at(event)}: ${unit} has ${points}, frozen and adjusted ${right}`)
      }
    }
  }
}

function sound({ kind, points, rests }: ResultLine, cutOff: number, where: string): void {
  must(lineKinds.includes(kind) && kind !== 'adjustment', `${where} has a frozen line of ${kind}`)
  must(sum([points]) === points, `${where} has ${points} for ${kind}`)
  rests.forEach((position, i) => {
    must(
      position >= 1 && position <= cutOff && (i === 0 || position > (rests[i - 1] ?? 0)),
      `${where}: ${kind} rests on ${rests}, of ${cutOff}`,
    )
  })
}

/** The state that a log had at each scoring, with its round. */
function scorings({ machine, events }: LegalHistory, see: (state: State, round: Round, event: EventOf<'round.scored'>) => void): void {
  const rows = new Map<string, Round>()
  const state = machine.createState()
  for (const event of events as readonly CoreEvent[]) {
    const before = event.type === 'round.scored' ? state.fork() : undefined
    machine.evolve(state, event)
    if (event.type !== 'round.scored' || !before) continue
    const round = (state.tables as unknown as District).rounds.get(event.data.round) as Round
    rows.set(round.id, round)
    see(before, round, event)
  }
}

/** R13: computed again from the log up to its cut-off, a scored round is the same to the last digit. */
export function scoredRoundsAreReproduced(history: LegalHistory): void {
  const { machine, events } = history
  for (const event of of(events, 'round.scored')) {
    const round = (history.state.tables as unknown as District).rounds.get(event.data.round) as Round
    const again = recompute(evolveAll(machine, machine.createState(), events.slice(0, event.data.cutOff)), machine.metrics, round)
    const found = difference(event.data.results, JSON.parse(canonical(again)), round.id)
    must(found === undefined, `${at(event)}, computed again: ${found}`)
  }
}

/** R13: whichever progress report had said something else, only lines that cite it would be others. */
export function linesCiteWhatMovesThem(history: LegalHistory): void {
  const { machine, events } = history
  scorings(history, (before, round, event) => {
    const was = recompute(before, machine.metrics, round)
    for (const report of of(events.slice(0, event.data.cutOff), 'progress.reported').slice(-4)) {
      const percent = report.data.percent >= 50 ? report.data.percent - 50 : report.data.percent + 50
      const altered = events
        .slice(0, event.data.cutOff)
        .map((one) => (one === (report as Recorded) ? { ...report, data: { ...report.data, percent } } : one))
      const is = recompute(evolveAll(machine, machine.createState(), altered), machine.metrics, round)
      onlyCiting(was, is, report.position, `${at(event)}, had position ${report.position} said ${percent}`)
    }
  })
}

/** R13: had one report been found untrue on the last day, only lines that cite the report, or the finding, would be others. */
export function findingsMoveWhatCitesThem(history: LegalHistory): void {
  const { machine } = history
  scorings(history, (before, round, event) => {
    const was = recompute(before, machine.metrics, round)
    const { reports } = before.tables as unknown as District
    const undisputed = [...reports.values()].filter((one) => !one.disputed && one.told.on <= event.on).slice(-4)
    for (const report of undisputed) {
      const fork = before.fork()
      const on = [round.period.to, report.told.on].sort()[1] ?? event.on
      const position = event.position
      const data = { report: report.id, finding: '虚报' }
      machine.evolve(fork, { ...(event as Recorded), type: 'report.disputed', on, position, data })
      onlyCiting(was, recompute(fork, machine.metrics, round), report.told.position, `${at(event)}, had ${report.id} been untrue`)
    }
  })
}

/** Lines of a rule that differ cite the position in one of the two; those of a whole may follow. */
function onlyCiting(was: readonly Result[], is: readonly Result[], position: number, where: string): void {
  must(was.length === is.length, `${where}: ${was.length} units became ${is.length}`)
  for (const { unit, lines } of was) {
    const others = is.find((one) => one.unit === unit)?.lines ?? []
    for (const line of lines) {
      if (line.rule === undefined) continue
      const other = others.find((one) => one.rule === line.rule)
      const same = other?.value === line.value && other?.points === line.points
      const cited = line.rests.includes(position) || other?.rests.includes(position) === true
      must(same || cited, `${where}: ${line.rule} of ${unit} goes from ${line.value} to ${other?.value}, resting on ${line.rests}`)
    }
  }
}

/** R14: ranks are one to n by points, the best grade has its quota, vetoes and cut-offs hold. */
export function gradesFollowTheScheme({ events }: LegalHistory): void {
  const schemes = new Map(of(events, 'scheme.adopted').map(({ data }) => [data.scheme, data]))
  const rules = new Map(of(events, 'rule.adopted').map(({ data }) => [data.rule, data]))
  const rounds = new Map(of(events, 'round.opened').map(({ data }) => [data.round, data.scheme]))
  for (const event of events as readonly CoreEvent[]) {
    if (event.type !== 'round.scored' && event.type !== 'result.published') continue
    const scheme = schemes.get(rounds.get(event.data.round) ?? '')
    must(scheme !== undefined, `${at(event)} of no scheme`)
    const place = (grade: string) => scheme.grades.findIndex((one) => one.grade === grade)
    for (const { group } of scheme.groups) {
      const placed = event.data.results.filter((one) => one.group === group).sort((a, b) => a.rank - b.rank)
      placed.forEach((one, i) => {
        must(
          one.rank === i + 1 && (i === 0 || one.points <= (placed[i - 1]?.points ?? 0)),
          `${at(event)}: ${one.unit} is at ${one.rank} of ${group}`,
        )
        const grade = scheme.grades[place(one.grade)]
        must(
          grade !== undefined && (one.points >= grade.from || grade === scheme.grades.at(-1)),
          `${at(event)}: ${one.unit} has ${one.grade} with ${one.points}`,
        )
        for (const veto of one.vetoes)
          must(
            place(one.grade) >= place(rules.get(veto)?.veto?.grade ?? ''),
            `${at(event)}: ${one.unit} has ${one.grade} in spite of ${veto}`,
          )
      })
      const best = placed.filter((one) => one.grade === scheme.grades[0]?.grade).length
      const places = (placed.length * (scheme.quota?.percent ?? 100)) / 100
      const most = { down: Math.floor, up: Math.ceil, half: Math.round }[scheme.quota?.rounding ?? 'down'](Number(places.toFixed(6)))
      must(best <= most, `${at(event)}: ${best} of ${placed.length} in ${group} have the best grade`)
    }
  }
}
