/** When a light turns (DOMAIN section 6). Days and percentage points. */
export interface Thresholds {
  readonly redLag: number
  readonly yellowLag: number
  readonly redAfterDays: number
  readonly dueSoonDays: number
  readonly dueSoonProgress: number
}

export const defaultThresholds: Thresholds = { redLag: 30, yellowLag: 10, redAfterDays: 15, dueSoonDays: 15, dueSoonProgress: 90 }

export const lights = ['done', 'green', 'yellow', 'red', 'grey'] as const
export type Light = (typeof lights)[number]
