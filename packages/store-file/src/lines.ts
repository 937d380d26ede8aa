import type { LogRecord } from '@bihuan/core'
import type { Frame } from './frame.ts'

/** Whether `text` can stand in a line of JSON as it is: an object, on one line, that UTF-8 can carry. */
const isPlainObject = (text: string): boolean => {
  if (!text.startsWith('{') || !text.endsWith('}') || text.includes('\n') || !text.isWellFormed()) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/**
 * The line of a record. An envelope stands in it as an object under `event`, byte for byte, and last, so that reading need not parse it;
 * any other text as a string under `text`.
 */
export const encodeLine = ({ position, type, recordedAt, subjects, command, leaf, text }: LogRecord): string => {
  const named = command === undefined ? '' : `,"command":${JSON.stringify(command)}`
  const columns = `{"position":${position}${named},"type":${JSON.stringify(type)},"recordedAt":${JSON.stringify(recordedAt)}`
  const kept = isPlainObject(text) ? `"event":${text}` : `"text":${JSON.stringify(text)}`
  return `${columns},"subjects":${JSON.stringify(subjects)},"leaf":${JSON.stringify(leaf)},${kept}}\n`
}

// a quote inside a JSON string has a backslash before it: the first of these is the member's
const event = ',"event":'

export const decodeLine = (line: string): LogRecord => {
  const at = line.indexOf(event)
  const columns = JSON.parse(at < 0 ? line : `${line.slice(0, at)}}`) as LogRecord
  const { position, type, recordedAt, subjects, command, leaf } = columns
  const text = at < 0 ? columns.text : line.slice(at + event.length, -1)
  return command === undefined
    ? { position, type, recordedAt, subjects, leaf, text }
    : { position, type, recordedAt, subjects, command, leaf, text }
}

const newline = 10

/** The lines of a frame's records, each without its end. */
export const linesOf = ({ bytes, start, end }: Frame): string[] => bytes.toString('utf8', start, end - 1).split('\n')

/** The commands that a frame names, with their positions. Undefined where its lines are not those of its positions. */
export const commandsOf = ({ bytes, from, records, start, end }: Frame): [command: string, position: number][] | undefined => {
  const commands: [string, number][] = []
  let at = start
  for (let position = from; position < from + records; position++) {
    const named = `{"position":${position},"command":`
    const begins = bytes.toString('latin1', at, at + named.length)
    if (begins === named) {
      const type = bytes.indexOf(',"type":', at)
      if (type < 0 || type > end) return undefined
      commands.push([JSON.parse(bytes.toString('utf8', at + named.length, type)) as string, position])
    } else if (!begins.startsWith(named.slice(0, -'command":'.length))) return undefined
    at = bytes.indexOf(newline, at) + 1
    if (at === 0 || at > end) return undefined
  }
  return at === end ? commands : undefined
}
