import { type Figure, met, type Ratio } from './figures.ts'

/** A number as a reader takes it in: three digits, thousands apart. */
export function shown(value: number): string {
  if (!Number.isFinite(value)) return String(value)
  if (Math.abs(value) >= 1000) return Math.round(Number(value.toPrecision(3))).toLocaleString('en-US')
  return String(Number(value.toPrecision(3)))
}

const columns = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)))
  return rows
    .map((row) => row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  '))
    .join('\n')
}

export const targetOf = ({ target, atMost }: Pick<Ratio, 'target' | 'atMost'>): string => `${atMost ? '≤' : '≥'} ${target}`

/** The ratios with their targets, then the figures, for a terminal. */
export const tables = (ratios: readonly Ratio[], figures: readonly Figure[]): string =>
  [
    columns([
      ['ratio', 'median', 'rounds', 'target', ''],
      ...ratios.map((one) => [
        one.name,
        shown(one.ratio),
        `${shown(one.min)}–${shown(one.max)}`,
        targetOf(one),
        met(one) ? 'met' : 'missed',
      ]),
    ]),
    columns([
      ['figure', 'median', 'rounds'],
      ...figures.map(({ name, median, min, max }) => [name, shown(median), `${shown(min)}–${shown(max)}`]),
    ]),
  ].join('\n\n')
