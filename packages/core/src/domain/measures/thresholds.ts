/** When a light turns (DOMAIN section 6), as the rule book says. Days and percentage points. */
export interface Thresholds {
  readonly redLag: number
  readonly yellowLag: number
  readonly redAfterDays: number
  readonly dueSoonDays: number
  readonly dueSoonProgress: number
}

export const lights = ['done', 'green', 'yellow', 'red', 'grey'] as const
export type Light = (typeof lights)[number]
