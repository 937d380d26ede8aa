/** GB/T 9704-2012 in the units of a document: twips (1/20 point) for lengths, half points for fonts. */

export const millimetres = (mm: number): number => Math.round((mm * 1440) / 25.4)

/** A4, and the margins of the standard: 37 mm above, 35 below, 28 at the binding, 26 outside. */
export const page = { width: 11906, height: 16838 }
export const margins = { top: millimetres(37), bottom: millimetres(35), left: millimetres(28), right: millimetres(26) }
export const textWidth = page.width - margins.left - margins.right
/** Of a page that lies on its side: tables that are wide have more of it. */
export const marginsAcross = { top: millimetres(26), bottom: millimetres(24), left: millimetres(20), right: millimetres(20) }
export const textWidthAcross = page.height - marginsAcross.left - marginsAcross.right

/** 22 lines fill 225 mm: rounded down, so that the last one fits. */
export const linePitch = Math.floor((page.height - margins.top - margins.bottom) / 22)
/**
 * 28 characters of 16 points fill the width when each gives up a little: twips, rounded so that the last one fits and a 29th does not. It is
 * the characters' own spacing, since programs disagree on what a grid of characters does to those wider than its cells.
 */
export const characterSpace = Math.floor(textWidth / 28 - 320)

/** Sizes by their Chinese names. */
export const sizes = { two: 44, three: 32, four: 28, smallFour: 24, five: 21, smallFive: 18, six: 15, smallSix: 13 }

/** A character of the body: 3号. */
export const character = 320

/** The page's number stands 7 mm below the text: its line's middle, 14 points high. */
export const footer = millimetres(35 - 7) - 140

/** The mark of the issuer begins 35 mm below the upper edge of the text. */
export const aboveMark = millimetres(35)
/** The red line lies 4 mm below the document's number: points of a border's space. */
export const aboveRedLine = Math.round((4 * 72) / 25.4)
