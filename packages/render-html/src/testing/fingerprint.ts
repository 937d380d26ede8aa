import { decode } from 'fast-png'

/** What a picture looks like from far away: the same on any machine, whatever version a font has. */

const columns = 32
const rows = 20

/** A row of the grid a line; of each cell four hexadecimal digits: its mean lightness, and how coloured it is on average, both 00–ff. */
export type Fingerprint = readonly string[]

interface CellSeen {
  readonly lightness: number
  readonly colour: number
}

/** The fingerprint of a picture in PNG. @throws Error when it is none of 8 bits a channel */
export function fingerprintOf(png: Uint8Array): Fingerprint {
  const { width, height, data, channels, depth } = decode(png)
  if (depth !== 8 || channels < 3) throw new Error(`a picture of ${channels} channels of ${depth} bits`)
  const cell = (column: number, row: number): CellSeen => {
    const [left, right] = [Math.floor((column * width) / columns), Math.floor(((column + 1) * width) / columns)]
    const [top, bottom] = [Math.floor((row * height) / rows), Math.floor(((row + 1) * height) / rows)]
    let [lightness, colour] = [0, 0]
    for (let y = top; y < bottom; y++)
      for (let x = left; x < right; x++) {
        const at = (y * width + x) * channels
        const [red = 0, green = 0, blue = 0] = [data[at], data[at + 1], data[at + 2]]
        lightness += 0.2126 * red + 0.7152 * green + 0.0722 * blue
        colour += Math.max(red, green, blue) - Math.min(red, green, blue)
      }
    const pixels = (right - left) * (bottom - top)
    return { lightness: lightness / pixels, colour: colour / pixels }
  }
  const hex = (value: number) => Math.round(value).toString(16).padStart(2, '0')
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => {
      const { lightness, colour } = cell(column, row)
      return hex(lightness) + hex(colour)
    }).join(''),
  )
}

const cellsOf = (of: Fingerprint): readonly CellSeen[] =>
  of.flatMap((line) =>
    (line.match(/.{4}/g) ?? []).map((cell) => ({
      lightness: Number.parseInt(cell.slice(0, 2), 16),
      colour: Number.parseInt(cell.slice(2), 16),
    })),
  )

export interface Difference {
  /** Of all cells on average, 0–255. */
  readonly mean: number
  /** The share of cells, 0–1, of which everybody would say that they look different. */
  readonly other: number
}

/** How much two pictures differ. */
export function differenceOf(one: Fingerprint, two: Fingerprint): Difference {
  const [a, b] = [cellsOf(one), cellsOf(two)]
  if (a.length !== columns * rows || b.length !== a.length) return { mean: 255, other: 1 }
  const apart = a.map((cell, i) => {
    const { lightness, colour } = b[i] as CellSeen
    return Math.max(Math.abs(cell.lightness - lightness), Math.abs(cell.colour - colour))
  })
  return { mean: apart.reduce((sum, one) => sum + one, 0) / apart.length, other: apart.filter((one) => one > 24).length / apart.length }
}

/** What another version of a font or of the browser may change. */
export const alike = ({ mean, other }: Difference): boolean => mean <= 3 && other <= 0.03
