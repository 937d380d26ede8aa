import type { ResultLine, tieBreakers } from './events.ts'
import { hundredths } from './points.ts'
import type { SchemeTerms, Standing } from './state.ts'

/** A unit's lines, before it is ranked. */
export interface Graded {
  readonly unit: string
  readonly group: string
  readonly lines: readonly ResultLine[]
  readonly vetoes: readonly { readonly rule: string; readonly grade: string }[]
}

/** Points are the sum of the lines (R13), in hundredths. */
export const totalOf = (lines: readonly ResultLine[]): number => lines.reduce((sum, line) => sum + hundredths(line.points), 0)

/**
 * Ranks and grades within each group (R14): by points, ties in the scheme's order and at last by the unit's id; grades by their
 * cut-offs, the best one only for the quota, and never better than a veto leaves.
 */
export function standings(scheme: SchemeTerms, scored: readonly Graded[]): Standing[] {
  return scheme.groups.flatMap(({ group }) => {
    const ranked = scored.filter((one) => one.group === group).sort((a, b) => compare(scheme, a, b))
    let left = places(scheme, ranked.length)
    return ranked.map((one, i): Standing => {
      const points = totalOf(one.lines) / 100
      const earned = Math.max(byCutOff(scheme, points), ...one.vetoes.map((veto) => indexOf(scheme, veto.grade)))
      const grade = earned > 0 ? earned : left-- > 0 ? 0 : Math.min(1, scheme.grades.length - 1)
      return {
        unit: one.unit,
        group,
        points,
        rank: i + 1,
        grade: scheme.grades[grade]?.grade as string,
        vetoes: one.vetoes.map((veto) => veto.rule),
      }
    })
  })
}

/** How many of a group of `size` may have the best grade. */
function places({ quota }: SchemeTerms, size: number): number {
  if (!quota) return size
  const exact = hundredths(quota.percent) * size
  if (quota.rounding === 'up') return Math.ceil(exact / 10_000)
  return Math.floor((quota.rounding === 'half' ? exact + 5_000 : exact) / 10_000)
}

const indexOf = ({ grades }: SchemeTerms, grade: string): number =>
  Math.max(
    0,
    grades.findIndex((one) => one.grade === grade),
  )

function byCutOff({ grades }: SchemeTerms, points: number): number {
  const found = grades.findIndex((grade) => points >= grade.from)
  return found === -1 ? grades.length - 1 : found
}

/** The lines that make up a sum: its rules', and what changes them as a whole. */
const sums: Readonly<Record<string, readonly ResultLine['kind'][]>> = {
  base: ['base', 'scaling'],
  bonus: ['bonus', 'bonusCap'],
  deduction: ['deduction', 'deductionCap'],
} satisfies Record<(typeof tieBreakers)[number], readonly ResultLine['kind'][]>

/** What a sum, or else a rule, comes to in hundredths. */
export function partOf(lines: readonly ResultLine[], tie: string): number {
  const kinds = Object.hasOwn(sums, tie) ? sums[tie] : undefined
  return totalOf(lines.filter((line) => (kinds ? kinds.includes(line.kind) : line.rule === tie)))
}

function compare({ ties }: SchemeTerms, a: Graded, b: Graded): number {
  const difference = totalOf(b.lines) - totalOf(a.lines)
  if (difference !== 0) return difference
  for (const tie of ties) {
    const more = partOf(b.lines, tie) - partOf(a.lines, tie)
    if (more !== 0) return more
  }
  return a.unit < b.unit ? -1 : 1
}
