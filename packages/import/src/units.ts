/** Names of units in a cell. */

const marks = /([、,，;；\n/]+)/u
const ends = /(?:局|办|委|部|厅|中心|公司|街道|镇|乡|区|院|处|队|会|政府|集团|联|站|所|馆|园)$/u

/**
 * The names that stand in a cell, each once: separated by `、` `，` `；` `/`, a line break, or by spaces where each part ends as units do. What is
 * `known` is not taken apart, so that a unit may have such a mark in its name.
 */
export function namesIn(text: string, known: (name: string) => boolean): readonly string[] {
  const whole = text.trim()
  if (whole === '') return []
  if (known(whole)) return [whole]
  const parts = whole.split(marks)
  const names: string[] = []
  for (let at = 0; at < parts.length; ) {
    let taken = at
    // As many parts as make a known name; most cells have few, and longer names than of six parts there are none.
    for (let last = Math.min(at + 10, parts.length - 1); last > at; last -= 2)
      if (
        known(
          parts
            .slice(at, last + 1)
            .join('')
            .trim(),
        )
      ) {
        taken = last
        break
      }
    names.push(
      ...spaced(
        parts
          .slice(at, taken + 1)
          .join('')
          .trim(),
        known,
      ),
    )
    at = taken + 2
  }
  return [...new Set(names.filter((name) => name !== ''))]
}

function spaced(name: string, known: (name: string) => boolean): readonly string[] {
  const parts = name.split(/\s+/u)
  return parts.length > 1 && !known(name) && parts.every((part) => ends.test(part) || known(part)) ? parts : [name]
}

/** A cell that names both kinds of units: `牵头单位：住建局；配合单位：财政局、民政局`. Undefined when it does not. */
export function bothKinds(text: string): { readonly responsible: string; readonly cooperating: string } | undefined {
  const match =
    /^\s*(?:牵头|责任|主办)(?:单位|部门)?\s*[:：]([\s\S]+?)[;；。,，\s]*(?:配合|协办|参与)(?:单位|部门)?\s*[:：]([\s\S]+)$/u.exec(
      text.slice(0, 4000),
    )
  return match ? { responsible: match[1] as string, cooperating: (match[2] as string).replace(/[。；;]\s*$/u, '') } : undefined
}

/** "各街道", "相关部门" and the like name nobody. */
export const isUnitName = (name: string): boolean => !/各|相关|有关|其他|全体|所有|等(?:单位|部门)?$/u.test(name)
