import type * as z from 'zod/mini'
import { marked, visit } from './schema.ts'

/**
 * Reads off data of this schema what it refers to, and by which fields: subjects (`kind:id`, sorted) with the names of the fields that
 * hold them, such as `responsible`, or `items.unit` inside a list. A subject has more than one role where several fields name it.
 */
export function rolesOf(schema: z.core.$ZodType): (data: unknown) => ReadonlyMap<string, readonly string[]> {
  const places = marked(schema).flatMap(({ path, mark }) =>
    mark.mark === 'personal' ? [] : [{ path, kind: mark.kind, role: path.filter((step) => step !== null).join('.') }],
  )
  return (data) => {
    const found = new Map<string, string[]>()
    for (const { path, kind, role } of places)
      visit(data, path, (value) => {
        if (typeof value !== 'string') return
        const subject = `${kind}:${value}`
        const roles = found.get(subject)
        if (!roles) found.set(subject, [role])
        else if (!roles.includes(role)) roles.push(role)
      })
    return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)))
  }
}
