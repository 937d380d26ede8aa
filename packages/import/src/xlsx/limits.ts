/**
 * What a workbook may hold. A ledger of 10,000 rows and 25 columns is a third of it. With these, reading one takes less than 300 MiB and
 * 2 seconds, whatever is in it: `hostile.test.ts` measures that.
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
  cells: 500_000,
  /** Rows and columns of the rectangle that they lie in. */
  rectangle: 2_000_000,
  rows: 200_000,
  columns: 500,
  /** Tags of the shared strings. */
  tags: 600_000,
  /** Cells that merged ranges cover. */
  merged: 1_000_000,
} as const
