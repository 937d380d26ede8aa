import { cut, inOneLine } from '../plain.ts'

const forbidden = /[[\]:*?/\\']/g
const longest = 31

/**
 * Names of sheets as Excel takes them: at most 31 characters, none of `[ ] : * ? / \ '`, none twice whatever the case, none `History`.
 * `otherwise` names what has no name left.
 */
export function legalNames(wanted: readonly string[], otherwise: string): readonly string[] {
  const taken = new Set(['history'])
  return wanted.map((name) => {
    const base = cut(inOneLine(name).replace(forbidden, ' ').replace(/\s+/g, ' ').trim(), longest).trim() || otherwise
    for (let n = 1; ; n++) {
      const mark = n === 1 ? '' : ` (${n})`
      const found = cut(base, longest - mark.length).trim() + mark
      if (taken.has(found.toLowerCase())) continue
      taken.add(found.toLowerCase())
      return found
    }
  })
}
