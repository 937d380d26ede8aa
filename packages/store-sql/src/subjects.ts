import { Corrupt } from '@bihuan/core'

/** @throws Corrupt when somebody changed the column to what is no list of texts */
export const subjectsOf = (position: number, column: string): string[] => {
  try {
    const subjects: unknown = JSON.parse(column)
    if (Array.isArray(subjects) && subjects.every((subject) => typeof subject === 'string')) return subjects
  } catch {
    // told below
  }
  throw new Corrupt(position, 'notJson', 'the subjects beside the text are no list')
}
