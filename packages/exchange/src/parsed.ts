import { refuse } from './received.ts'

/** JSON of a file. @throws InvalidInput `notJson` */
export function parsed(text: string, path: readonly (string | number)[] = []): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    return refuse(path, 'notJson', (error as Error).message, { why: (error as Error).message })
  }
}
