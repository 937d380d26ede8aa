/** What stands in a table of tasks and is none. */

const bare = (text: string): string => text.normalize('NFKC').replace(/\s/g, '').toLowerCase()

/** `合计`, `小计：12项`, `Total`. A task whose name begins with such a word is longer. */
export const isTotal = (text: string): boolean => {
  const said = bare(text)
  return said.length <= 16 && /^(?:合计|总计|小计|共计|累计|subtotal|grandtotal|total|sum)(?:$|[:\d(（共])/u.test(said)
}

/** `注：…`, `填表人：…`, `说明`. */
const isNote = (text: string): boolean =>
  /^(?:注|备注|说明|附注|填表|制表|填报|审核|审批|联系|单位负责人|资料来源|数据来源|note|remarks)(?:$|[\d:：人单时日电方]|\s*[:：])/iu.test(
    text.normalize('NFKC').trim(),
  )

/** `一、产业发展`, `（二）城市更新`, `第三部分`. */
const isNumbered = (text: string): boolean =>
  /^(?:[一二三四五六七八九十]+[、.．]|[(（][一二三四五六七八九十]+[)）]|第[一二三四五六七八九十]+[章节部篇])/u.test(text.trim())

/**
 * What a line is, by the texts that it holds. `wide`: the first spans columns · `named`: it stands in the column of titles · `titled`: there
 * is something in that column.
 */
export function kindOfLine(
  texts: readonly string[],
  { wide, named, titled }: { readonly wide: boolean; readonly named: boolean; readonly titled: boolean },
): 'task' | 'noteRow' | 'sectionRow' {
  const [first = ''] = texts
  if (isNote(first) && (texts.length === 1 || !titled)) return 'noteRow'
  if (texts.length > 1) return 'task'
  if (isNumbered(first)) return 'sectionRow'
  if (wide) return first.trim().length <= 30 ? 'sectionRow' : 'noteRow'
  return named || /^\d+$/.test(first.trim()) ? 'task' : 'noteRow'
}
