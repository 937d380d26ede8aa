/** Work of one name runs one after the other, in the order in which it was added; that of other names beside it. */
export const queues = () => {
  const tails = new Map<string, Promise<unknown>>()
  return {
    add<T>(name: string, work: () => Promise<T>): Promise<T> {
      const done = (tails.get(name) ?? Promise.resolve()).then(work)
      const tail = done
        .catch(() => undefined)
        .then(() => {
          if (tails.get(name) === tail) tails.delete(name)
        })
      tails.set(name, tail)
      return done
    },

    /** Resolves when what is waiting under this name now is over. */
    settled: (name: string): Promise<unknown> => tails.get(name) ?? Promise.resolve(),

    /** Resolves when everything that is waiting now is over. */
    idle: (): Promise<unknown> => Promise.all(tails.values()),
  }
}
