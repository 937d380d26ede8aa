import { InvalidInput, isInvalidInput, type Machine } from '@bihuan/core'
import { Usage } from './io.ts'

type Tree = { [key: string]: unknown }

/**
 * Builds an input from `--set`: `name=text`, `outer.inner=text`, `list[]=text` for one more of a list, `name:=JSON`. Text becomes a
 * number, or yes or no, where the command asks for one.
 */
export function inputOf(sets: readonly string[]): Tree {
  const root: Tree = {}
  for (const set of sets) {
    const match = /^([\p{L}\p{N}_]+(?:\.[\p{L}\p{N}_]+)*)(\[\])?(:?=)([\s\S]*)$/u.exec(set)
    if (!match) throw new Usage('badSet', { set })
    const [, path = '', list, sign, text = ''] = match
    put(root, path.split('.'), list !== undefined, sign === ':=' ? json(set, text) : text)
  }
  return root
}

function json(set: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Usage('badSet', { set })
  }
}

function put(root: Tree, path: readonly string[], list: boolean, value: unknown): void {
  let at = root
  for (const key of path.slice(0, -1)) {
    const next = Object.hasOwn(at, key) ? at[key] : undefined
    const inner: Tree = typeof next === 'object' && next !== null && !Array.isArray(next) ? (next as Tree) : {}
    Object.defineProperty(at, key, { value: inner, enumerable: true, configurable: true, writable: true })
    at = inner
  }
  const key = path[path.length - 1] as string
  const old = Object.hasOwn(at, key) ? at[key] : undefined
  Object.defineProperty(at, key, {
    value: list ? [...(Array.isArray(old) ? old : []), value] : value,
    enumerable: true,
    configurable: true,
    writable: true,
  })
}

/** Turns texts into numbers and yes or no where the command's shape asks for them. @throws InvalidInput */
export function fitted(machine: Machine, command: string, input: Tree): Tree {
  try {
    machine.parse(command, input)
    return input
  } catch (error) {
    if (!isInvalidInput(error)) throw error
    const copy = structuredClone(input)
    let changed = false
    for (const { path, params } of error.issues) changed = convert(copy, path, String(params?.expected)) || changed
    if (changed) return fitted(machine, command, copy)
    throw new InvalidInput(error.issues)
  }
}

function convert(root: Tree, path: readonly (string | number)[], expected: string): boolean {
  let at: unknown = root
  for (const step of path.slice(0, -1)) at = typeof at === 'object' && at !== null ? (at as Tree)[step] : undefined
  const key = path[path.length - 1]
  if (typeof at !== 'object' || at === null || key === undefined) return false
  const value = (at as Tree)[key]
  if (typeof value !== 'string') return false
  if ((expected === 'number' || expected === 'int') && value.trim() !== '' && Number.isFinite(Number(value)))
    (at as Tree)[key] = Number(value)
  else if (expected === 'boolean' && ['true', 'false', 'yes', 'no', '是', '否'].includes(value))
    (at as Tree)[key] = ['true', 'yes', '是'].includes(value)
  else if (expected === 'array') (at as Tree)[key] = [value]
  else return false
  return true
}
