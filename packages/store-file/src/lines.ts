import type { LogRecord } from '@bihuan/core'

/** Whether `text` can stand in a line of JSON as it is: an object, on one line, that UTF-8 can carry. */
const isPlainObject = (text: string): boolean => {
  if (!text.startsWith('{') || !text.endsWith('}') || /[\n\r]/.test(text) || !text.isWellFormed()) return false
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

/** The lines of a frame's body, each without its end. */
export const linesOf = (body: Buffer): string[] => {
  const lines = body.toString().split('\n')
  lines.pop()
  return lines
}

/** The commands that a frame's body names, with their positions. Undefined where it does not have `records` lines of these positions. */
export const commandsOf = (body: Buffer, from: number, records: number): [command: string, position: number][] | undefined => {
  const commands: [string, number][] = []
  let at = 0
  for (let position = from; position < from + records; position++) {
    const start = `{"position":${position},"`
    if (body.toString('latin1', at, at + start.length) !== start) return undefined
    at += start.length
    if (body.toString('latin1', at, at + 9) === 'command":') {
      const end = body.indexOf(',"type":', at)
      if (end < 0) return undefined
      commands.push([JSON.parse(body.toString('utf8', at + 9, end)) as string, position])
    }
    at = body.indexOf(newline, at) + 1
    if (at === 0) return undefined
  }
  return at === body.length ? commands : undefined
}
