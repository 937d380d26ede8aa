import type { Formula } from './events.ts'
import type { RuleTerms } from './state.ts'

/**
 * How a value becomes points (DOMAIN section 6). All arithmetic is on whole hundredths; a division is rounded once, half away
 * from zero, so that a score is the same to the last digit wherever and whenever it is computed (R13).
 */

/** Raised when the same rule and value would give other points: scored rounds record it. */
export const formulasVersion = 1

/** Hundredths of a number of at most two decimals. */
export const hundredths = (value: number): number => Math.round(value * 100)

/** `a × b / c` rounded half away from zero, exact however large the product. */
export function scaled(a: number, b: number, c: number): number {
  const product = BigInt(a) * BigInt(b)
  const divisor = BigInt(c)
  const negative = product < 0n !== divisor < 0n
  const n = product < 0n ? -product : product
  const d = divisor < 0n ? -divisor : divisor
  const rounded = Number((2n * n + d) / (2n * d))
  return negative && rounded !== 0 ? -rounded : rounded
}

/** One step of the way from a value to points, for people to follow. Numbers have two decimals at most. */
export type Working =
  | {
      readonly step: 'linear'
      readonly value: number
      readonly zero: number
      readonly full: number
      readonly worth: number
      readonly points: number
    }
  | { readonly step: 'steps'; readonly value: number; readonly percent: number; readonly worth: number; readonly points: number }
  | {
      readonly step: 'taken'
      readonly value: number
      readonly free: number
      readonly each: number
      readonly worth: number
      readonly points: number
    }
  | { readonly step: 'counted'; readonly value: number; readonly free: number; readonly each: number; readonly points: number }
  | { readonly step: 'floor' | 'cap' | 'worth'; readonly limit: number; readonly points: number }
  | { readonly step: 'deducted'; readonly points: number }

/** The way from a value to the points of a rule that is worth `worth`; the last step's points are the rule's. */
export function workings(rule: Pick<RuleTerms, 'kind' | 'formula' | 'floor' | 'cap'>, worth: number, value: number): readonly Working[] {
  const steps: Working[] = [reckon(rule.kind === 'base', rule.formula, worth, value)]
  const points = () => (steps[steps.length - 1] as Working).points
  if (rule.kind !== 'base' && points() > worth) steps.push({ step: 'worth', limit: worth, points: worth })
  if (rule.floor !== undefined && points() < rule.floor) steps.push({ step: 'floor', limit: rule.floor, points: rule.floor })
  if (rule.cap !== undefined && points() > rule.cap) steps.push({ step: 'cap', limit: rule.cap, points: rule.cap })
  if (rule.kind === 'deduction' && points() !== 0) steps.push({ step: 'deducted', points: -points() })
  return steps
}

function reckon(base: boolean, formula: Formula, worth: number, value: number): Working {
  const full = hundredths(worth)
  if (formula.form === 'linear') {
    const span = hundredths(formula.full) - hundredths(formula.zero)
    const way = hundredths(value) - hundredths(formula.zero)
    const none = span > 0 ? way <= 0 : way >= 0
    const all = span > 0 ? way >= span : way <= span
    const points = (none ? 0 : all ? full : scaled(full, way, span)) / 100
    return { step: 'linear', value, zero: formula.zero, full: formula.full, worth, points }
  }
  if (formula.form === 'steps') {
    const reached = formula.steps.filter((one) => (formula.down ? value <= one.at : value >= one.at)).map((one) => one.percent)
    const percent = Math.max(0, ...reached)
    return { step: 'steps', value, percent, worth, points: scaled(full, hundredths(percent), 10_000) / 100 }
  }
  const { free, points: each } = formula
  const beyond = Math.max(0, hundredths(value) - hundredths(free))
  const amount = scaled(beyond, hundredths(each), 100)
  return base
    ? { step: 'taken', value, free, each, worth, points: Math.max(0, full - amount) / 100 }
    : { step: 'counted', value, free, each, points: amount / 100 }
}
