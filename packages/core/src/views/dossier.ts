import * as z from 'zod/mini'
import { seeTask } from '../domain/measures/task.ts'
import type { District } from '../domain/state.ts'
import { viewOf } from '../engine/view.ts'
import { nameOf, sections } from './dossier-of.ts'
import { dossierRow, dossierSections } from './dossier-rows.ts'
import { ledgerRow, ledgerRowOf } from './ledger.ts'
import { copied, countLights, inLang, personalInLang, reasonCodes } from './naming.ts'
import { countsShape, dayShape, textShape } from './shapes.ts'

const kinds = ['unit', 'post', 'task'] as const

/** Everything about one unit, one officer's post or one task, a row an item, in the order of the sections. */
export const dossier = viewOf<District>()({
  /** Exactly one of the three. */
  options: z.strictObject({ unit: z.optional(z.string()), post: z.optional(z.string()), task: z.optional(z.string()) }).check(
    z.refine((given) => kinds.filter((kind) => given[kind] !== undefined).length === 1, {
      error: 'give one of unit, post and task',
      params: { code: 'oneSubject' },
    }),
  ),
  shape: z.strictObject({
    on: dayShape,
    kind: z.enum(kinds),
    id: z.string(),
    /** `null`: there was nothing with this id by the day. */
    name: z.nullable(textShape),
    /** Rows of each section. */
    counts: z.record(z.enum(dossierSections), z.number()),
    /** Of the tasks that the unit is responsible for or the post leads, or of the task itself. */
    lights: countsShape,
    /** Of the unit's requests for a closing, its reports, and what was late while it was responsible (R9). */
    returned: z.number(),
    revoked: z.number(),
    disputed: z.number(),
    lateDays: z.number(),
    /** Of a task: its row of the ledger. */
    ledger: z.nullable(ledgerRow),
    rows: z.array(dossierRow),
  }),
  compute(state, { on, ...given }) {
    const kind = kinds.find((one) => given[one] !== undefined) ?? 'task'
    const file = { state, on, id: given[kind] ?? '' }
    const name = nameOf[kind](file)
    const task = kind === 'task' ? state.tasks.get(file.id) : undefined
    const seen = task && seeTask(state, task, on)
    const rows = name === undefined ? [] : sections[kind].flatMap((section) => section(file))
    rows.sort((a, b) => dossierSections.indexOf(a.section) - dossierSections.indexOf(b.section))
    const counts = Object.fromEntries(dossierSections.map((section) => [section, 0])) as Record<(typeof dossierSections)[number], number>
    for (const row of rows) counts[row.section]++
    const inState = (section: string, is: string) => rows.filter((row) => row.section === section && row.state === is).length
    return {
      on,
      kind,
      id: file.id,
      name: name === undefined ? null : copied(name),
      counts,
      lights: countLights(rows.flatMap((row) => (row.section === 'tasks' || row.section === 'ledger' ? (row.light ?? []) : []))),
      returned: inState('closings', 'returned'),
      revoked: inState('closings', 'revoked'),
      disputed: inState('reports', 'disputed'),
      lateDays: rows.reduce((sum, row) => sum + (row.section === 'lateness' ? (row.days ?? 0) : 0), 0),
      ledger: seen ? ledgerRowOf(state, seen, on) : null,
      rows,
    }
  },
  table: (value, lang) => ({
    columns: [
      { key: 'section', kind: 'code', words: 'section' },
      { key: 'kind', kind: 'code', words: 'kind', detail: true },
      { key: 'id', kind: 'id' },
      { key: 'title', kind: 'text' },
      { key: 'state', kind: 'code', words: 'anyState' },
      { key: 'light', kind: 'code', words: 'light' },
      { key: 'unit', kind: 'text' },
      { key: 'since', kind: 'day' },
      { key: 'due', kind: 'day' },
      { key: 'lateDays', kind: 'days' },
      { key: 'note', kind: 'text' },
      { key: 'reasons', kind: 'code', words: 'reason', detail: true },
    ],
    rows: value.rows.map((row) => ({
      section: row.section,
      kind: row.kind,
      id: row.id,
      title: inLang(row.title, lang),
      state: row.state,
      light: row.light,
      unit: row.unit && inLang(row.unit.name, lang),
      since: row.since,
      due: row.due,
      lateDays: row.days,
      note: row.note && personalInLang(row.note, lang),
      reasons: row.reasons.length === 0 ? null : reasonCodes(row.reasons),
    })),
  }),
})
