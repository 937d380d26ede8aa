/** How the store asks for columns of text, and reads what comes. */
export interface TextColumns {
  /** The column as SQL. */
  readonly of: (column: string) => string
  /** The text in what came for it. */
  readonly in: <T extends string | null>(value: T) => T
}

const asItIs: TextColumns = { of: (column) => column, in: (value) => value }

/** A text behind a full stop never begins with a mark. A slice shares the characters, so that only the server copies. */
const behindStop: TextColumns = {
  of: (column) => `'.' || ${column}`,
  in: <T extends string | null>(value: T) => (value === null ? value : value.slice(1)) as T,
}

export const textColumns = (losesMarks: boolean): TextColumns => (losesMarks ? behindStop : asItIs)
