import { seededRandom } from '@bihuan/core'

/** Repeatable whole numbers, from 0 and below what is asked. */
export const dice = (seed: number) => {
  const { bytes } = seededRandom(seed)
  return (below: number): number => {
    const [a = 0, b = 0, c = 0] = bytes(3)
    return ((a << 16) | (b << 8) | c) % below
  }
}

export type Dice = ReturnType<typeof dice>
