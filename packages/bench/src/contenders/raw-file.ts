import { closeSync, fdatasyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { open as openFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type LogRecord, leafHash, systemHasher } from '@bihuan/core'
import { type PlainModel, plainFold } from '../work/plain-fold.ts'
import { recordsOfAll } from '../work/records.ts'
import { type Call, calls } from '../work/task.ts'
import type { Contender, Place } from './contender.ts'

/** What the disk allows: lines behind one another, with nothing around them. */

const fileIn = ({ folder }: Place) => join(folder, 'log.jsonl')

const event = ',"event":'

/** All columns of a record; its text stands in the line as it is. */
const lineOf = ({ position, type, recordedAt, subjects, command = '', leaf, text }: LogRecord): string =>
  `{"position":${position},"type":"${type}","recordedAt":"${recordedAt}","subjects":${JSON.stringify(subjects)},"command":"${command}","leaf":"${leaf}"${event}${text}}\n`

const linesOf = (records: readonly LogRecord[] = []): string => records.reduce((lines, record) => lines + lineOf(record), '')

function fill(place: Place, tasks: number): void {
  const file = openSync(fileIn(place), 'a')
  let lines = ''
  for (const records of recordsOfAll(calls(0, tasks)).values()) {
    lines += linesOf(records)
    if (lines.length < 1 << 20) continue
    writeSync(file, lines)
    lines = ''
  }
  writeSync(file, lines)
  fdatasyncSync(file)
  closeSync(file)
}

/** Reads the lines, hashes each text, parses it and folds it plainly: what any replay that checks has to do, in one thread. */
function replay(place: Place, model: PlainModel): number {
  const text = readFileSync(fileIn(place), 'utf8')
  for (let from = 0; from < text.length; ) {
    const to = text.indexOf('\n', from)
    const at = text.indexOf(event, from)
    const leaf = text.slice(at - 65, at - 1)
    const own = text.slice(at + event.length, to - 1)
    if (leafHash(systemHasher, own) !== leaf) throw new Error('a leaf differs')
    plainFold(model, JSON.parse(own))
    from = to + 1
  }
  return model.events
}

export const rawFile = (group: boolean): Contender => {
  let ready: ReadonlyMap<Call, readonly LogRecord[]> = new Map()
  return {
    does: group ? 'one write and one datasync for all that wait' : 'one write and one fdatasync a call',
    prepare: async (all) => {
      ready = recordsOfAll(all)
    },
    fill: async (place, tasks) => fill(place, tasks),
    replay: async (place, model) => replay(place, model),
    async open(place) {
      if (group) return grouped(place, (call) => linesOf(ready.get(call)))
      const file = openSync(fileIn(place), 'a')
      return {
        async write(call) {
          writeSync(file, linesOf(ready.get(call)))
          fdatasyncSync(file)
        },
        close: async () => closeSync(file),
      }
    },
  }
}

async function grouped(place: Place, linesFor: (call: Call) => string) {
  const file = await openFile(fileIn(place), 'a')
  let waiting: { readonly lines: string; readonly done: () => void }[] = []
  let busy = false
  async function pump() {
    busy = true
    while (waiting.length > 0) {
      const group = waiting
      waiting = []
      await file.write(group.reduce((all, { lines }) => all + lines, ''))
      await file.datasync()
      for (const { done } of group) done()
    }
    busy = false
  }
  return {
    write: (call: Call) =>
      new Promise<void>((done) => {
        waiting.push({ lines: linesFor(call), done })
        if (!busy) void pump()
      }),
    close: () => file.close(),
  }
}
