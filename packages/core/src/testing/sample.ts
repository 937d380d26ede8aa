declare const process: { readonly env: Readonly<Record<string, string | undefined>> }

const runs = Math.max(1, Math.round(400 * Number(process.env.BIHUAN_RUNS ?? 1)))
const seed = Number(process.env.BIHUAN_SEED ?? Date.now() & 0x7fffffff)

/** How many histories the core's own property tests make, and which: `BIHUAN_RUNS` multiplies, `BIHUAN_SEED` fixes. */
export const sample = { runs, seed, says: `over ${runs} legal histories, seed ${seed}` }
