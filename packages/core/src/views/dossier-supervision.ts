import { adjusted, stageOf } from '../domain/assessment/rules.ts'
import type { Done } from '../domain/supervision/state.ts'
import { type Entry, inTime, type Moment } from '../engine/history.ts'
import type { Text } from '../engine/schema.ts'
import type { Reader, Row } from '../engine/table.ts'
import { type DossierRow, type File, noteOf, rowIn, type Section } from './dossier-rows.ts'
import { inLang, unitNamed } from './naming.ts'

/** What assessment and supervision know of a unit or a task: results, marks, and what followed when things did not move. */

/** Results of rounds that were scored by the day, with the adjustments of appeals. */
const results: Section = ({ state, on, id }) =>
  [...state.rounds.values()]
    .sort((a, b) => inTime(a.opened, b.opened))
    .flatMap((round): DossierRow[] => {
      const scored = round.scored
      const result = scored && scored.on <= on ? adjusted(state, round, on).find((one) => one.unit === id) : undefined
      if (!scored || !result) return []
      const grade = state.schemes.get(round.scheme)?.grades.find((one) => one.grade === result.grade)?.name ?? result.grade
      const note = { zh: `${result.points}分，${inLang(grade, 'zh')}`, en: `${result.points} points, ${inLang(grade, 'en')}` }
      const done = stageOf(round, on) === 'published' ? round.published : scored
      return [rowIn('results', 'round', round.id, round.name, { since: done?.on ?? scored.on, note })]
    })

const marks: Section = ({ state, on, id }) =>
  state.marks
    .by('unit', id)
    .filter((mark) => mark.given.on <= on)
    .sort((a, b) => inTime(a.given, b.given))
    .map((mark) =>
      rowIn('marks', 'mark', mark.id, mark.reason, { since: mark.given.on, note: `${mark.points > 0 ? '+' : ''}${mark.points}` }),
    )

type Ended = Entry<unknown> | undefined
const byDay = (end: Ended, on: string) => end !== undefined && end.on <= on

interface Happened {
  readonly at: Moment
  readonly row: DossierRow
}

/** Everything of supervision that fits, in the order in which it came up. */
function supervised(file: File, fits: { readonly units?: readonly string[]; readonly tasks: readonly string[] }): DossierRow[] {
  const { state, on } = file
  const about = (one: { readonly unit?: string; readonly units?: readonly string[]; readonly tasks: readonly string[] }) =>
    fits.units
      ? fits.units.some((id) => one.unit === id || one.units?.includes(id) === true)
      : one.tasks.some((task) => fits.tasks.includes(task))
  const happened = (at: Done, kind: string, id: string, title: Text, rest: Partial<DossierRow>): Happened[] =>
    at.on > on ? [] : [{ at, row: rowIn('supervision', kind, id, title, { since: at.on, ...rest }) }]
  const unit = (id: string) => unitNamed(state, id, on)
  return [
    ...rowsOf(state.circulars, about).flatMap((one) =>
      happened(one.issued, 'circular', one.id, one.title, { state: 'issued', note: noteOf(one.content) }),
    ),
    ...rowsOf(state.interviews, about).flatMap((one) =>
      happened(one.held, 'interview', one.id, one.reason, { state: 'held', unit: unit(one.unit), due: one.due ?? null }),
    ),
    ...rowsOf(state.listings, about).flatMap((one) => {
      const lifted = byDay(one.lifted, on)
      const note = lifted ? noteOf(one.lifted?.value.result) : null
      return happened(one.placed, 'listing', one.id, one.reason, {
        state: lifted ? 'lifted' : 'listed',
        unit: unit(one.unit),
        due: one.due,
        note,
      })
    }),
    ...rowsOf(state.accountabilities, about).flatMap((one) => {
      const decided = byDay(one.decided, on)
      const note = decided ? noteOf(one.decided?.value.finding) : null
      return happened(one.opened, 'accountability', one.id, one.cause, {
        state: decided ? 'concluded' : 'opened',
        unit: unit(one.unit),
        note,
      })
    }),
    ...rowsOf(state.fileReviews, ({ unit: of, task }) =>
      about({ ...(of !== undefined && { unit: of }), tasks: task === undefined ? [] : [task] }),
    ).flatMap((one) => {
      const completed = byDay(one.completed, on)
      const note = completed ? noteOf(one.completed?.value.opinion) : null
      return happened(one.called, 'fileReview', one.id, one.reason, { state: completed ? 'completed' : 'called', due: one.due, note })
    }),
    ...rowsOf(state.inspections, () => true).flatMap((one) =>
      one.findings
        .filter((finding) => about({ unit: finding.unit, tasks: finding.task === undefined ? [] : [finding.task] }))
        .flatMap((finding) => {
          const rectified = byDay(finding.rectified, on)
          const note = rectified ? noteOf(finding.rectified?.value.how) : null
          const rest = { state: rectified ? 'rectified' : 'pending', unit: unit(finding.unit), due: finding.due, note }
          return happened(one.held, 'inspection', `${one.id}/${finding.id}`, finding.what, { ...rest, rests: [`inspection:${one.id}`] })
        }),
    ),
    ...rowsOf(state.incentives, ({ unit: of }) => about({ unit: of, tasks: [] })).flatMap((one) =>
      happened(one.granted, 'incentive', one.id, one.what, { state: 'granted', unit: unit(one.unit) }),
    ),
  ]
    .sort((a, b) => inTime(a.at, b.at))
    .map(({ row }) => row)
}

const rowsOf = <R extends Row>(rows: Reader<R>, fits: (row: R) => boolean): R[] => [...rows.values()].filter(fits)

const ofUnit: Section = (file) => supervised(file, { units: [file.id], tasks: [] })
const ofTask: Section = (file) => supervised(file, { tasks: [file.id] })

export const unitSupervision: readonly Section[] = [results, marks, ofUnit]
export const taskSupervision: readonly Section[] = [ofTask]
