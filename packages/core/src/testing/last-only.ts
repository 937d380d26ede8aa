/**
 * Remembers what was made of the last key only: histories are asked one after the other, and weak maps of all of them cost
 * the garbage collector more than what they save.
 */
export function lastOnly<K extends object, V>(make: (key: K) => V): (key: K) => V {
  let last: { readonly key: K; readonly value: V } | undefined
  return (key) => {
    if (last?.key !== key) last = { key, value: make(key) }
    return last.value
  }
}
