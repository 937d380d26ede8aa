import type { Shown, ValueIn, ViewsIn } from '@bihuan/core'
import type { Chart } from '../charts/chart.ts'
import type { Child } from '../markup.ts'
import type { Page } from './page.ts'
import type { Section, Stat } from './sections.ts'

export type CoreViewName = keyof ViewsIn & string

/** What a page shows of a view. */
export interface Layout {
  /** Beside the view's name in the head: whose, which round, which period. */
  readonly subject?: string | undefined
  readonly stats?: readonly Stat[]
  readonly sections: readonly Section[]
  /** Whether the sections say all that the view's table says; else the table stands at the end. */
  readonly whole?: true
  /** Printed on one wide sheet: what is hung on a wall. */
  readonly sheets?: readonly Child[]
}

export interface Picture<N extends CoreViewName = CoreViewName> {
  /** The page of a view. */
  readonly layout: (shown: Shown<N, ValueIn<N>>, page: Page) => Layout
  /** Its chart, for a drawing by itself; undefined where it has none. */
  readonly chart?: (shown: Shown<N, ValueIn<N>>, page: Page) => Chart
}

/** A core view as this package knows it. */
export const picture = <N extends CoreViewName>(_: N, of: Picture<N>): Picture<N> => of
