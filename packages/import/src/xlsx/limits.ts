/**
 * What a workbook may hold: a ledger of 10,000 rows and 25 columns, and not much more. With these, what is refused is refused within 2 seconds
 * and 300 MiB, and what is read takes less than 400 MiB: `hostile.test.ts` measures that.
 */
export const limits = {
  /** Bytes of the file itself. */
  file: 32 * 2 ** 20,
  /** Parts in the archive. */
  entries: 2000,
  /** Bytes of all parts together, as they claim. */
  unpacked: 256 * 2 ** 20,
  /** Bytes of one part that is read. */
  part: 24 * 2 ** 20,
  /** Bytes of the parts that are read. */
  read: 40 * 2 ** 20,
  /** Cells that hold something, of one sheet. */
  cells: 300_000,
  /** Rows and columns of the rectangle that they lie in. */
  rectangle: 2_000_000,
  rows: 200_000,
  columns: 500,
  /** Tags of the shared strings. */
  tags: 600_000,
  /** Cells that merged ranges cover. */
  merged: 1_000_000,
} as const
