import { html, type Markup } from '../markup.ts'

/** Lights as shapes: told by form first, by colour second, and a word stands beside them. */

export const lights = ['red', 'yellow', 'green', 'grey', 'done'] as const
export type Light = (typeof lights)[number]
export type Counts = Readonly<Record<Light, number>>

/** Each 16 by 16: a diamond with a bar, a triangle, a disc, a ring, a square with a tick. Milestones: open, reached, confirmed, late. */
export const symbols: Markup = html`<symbol id="l-red" viewBox="0 0 16 16"><path class="f-red" d="M8 0.5 15.5 8 8 15.5 0.5 8Z"/><path class="on" d="M7 4h2v5H7zM7 10.4h2v2H7z"/></symbol><symbol id="l-yellow" viewBox="0 0 16 16"><path class="f-yellow" d="M8 1 15.6 14.5H0.4Z"/></symbol><symbol id="l-green" viewBox="0 0 16 16"><circle class="f-green" cx="8" cy="8" r="6.8"/></symbol><symbol id="l-grey" viewBox="0 0 16 16"><circle class="s-grey" cx="8" cy="8" r="5.6"/></symbol><symbol id="l-done" viewBox="0 0 16 16"><path class="f-done" d="M1.5 1.5h13v13h-13z"/><path class="tick" d="M4.2 8.2 7 11l5-6"/></symbol><symbol id="m-open" viewBox="0 0 12 12"><path class="m-open" d="M6 1.2 10.8 6 6 10.8 1.2 6Z"/></symbol><symbol id="m-reached" viewBox="0 0 12 12"><path class="m-open" d="M6 1.2 10.8 6 6 10.8 1.2 6Z"/><path class="m-full" d="M6 1.2V10.8L1.2 6Z"/></symbol><symbol id="m-confirmed" viewBox="0 0 12 12"><path class="m-full" d="M6 0.6 11.4 6 6 11.4 0.6 6Z"/></symbol><symbol id="m-late" viewBox="0 0 12 12"><path class="m-late" d="M6 0.9 11.1 6 6 11.1 0.9 6Z"/><path class="m-cross" d="M4.2 4.2 7.8 7.8M7.8 4.2 4.2 7.8"/></symbol>`

/** A shape in a drawing, `size` wide, around a point. */
export const mark = (symbol: string, x: number, y: number, size: number): Markup =>
  html`<use href="#${symbol}" x="${round(x - size / 2)}" y="${round(y - size / 2)}" width="${size}" height="${size}"/>`

const round = (value: number) => Math.round(value * 10) / 10

export const totalOf = (counts: Counts): number => lights.reduce((sum, light) => sum + counts[light], 0)
