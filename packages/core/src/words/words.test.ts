import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coreSlices } from '../core-slices.ts'
import type { CoreRefusal, RefusalCode } from '../domain/refusals.ts'
import { Conflict, Corrupt, InvalidInput, Refused, StoreError, Tampered, Unproved, type UnprovedCode } from '../engine/errors.ts'
import { slice } from '../engine/slice.ts'
import type { Lang } from '../engine/view.ts'
import { dictionary } from './dictionary.ts'
import { en, languages, zh } from './index.ts'

const langs: readonly Lang[] = ['zh', 'en']
const words = { zh: dictionary(coreSlices, zh), en: dictionary(coreSlices, en) }

/** One of each code, so that a sentence without its facts shows. */
const samples: { readonly [C in RefusalCode]: Extract<CoreRefusal, { code: C }> } = {
  forbidden: {
    code: 'forbidden',
    command: 'task.start',
    roles: ['auditor'],
    allowed: [{ role: 'unit', where: 'ownTask' }, { role: 'office' }],
  },
  unknown: { code: 'unknown', rule: 'R1', what: 'task', id: 'T-1' },
  taken: { code: 'taken', rule: 'R1', what: 'goal', id: 'G-1' },
  ended: { code: 'ended', rule: 'R1', what: 'unit', id: 'U-1', on: '2022-03-01' },
  needsPlaces: { code: 'needsPlaces', rule: 'R1', goal: 'G-1', tasks: ['T-1', 'T-2'], goals: ['G-2'] },
  cycle: { code: 'cycle', rule: 'R2', path: ['G-1', 'G-2', 'G-1'] },
  otherStrategy: { code: 'otherStrategy', rule: 'R2', goal: 'G-1', strategy: '1123' },
  tooDeep: { code: 'tooDeep', rule: 'R2', goal: 'G-9', levels: 3 },
  notReady: { code: 'notReady', rule: 'R3', task: 'T-1', missing: ['lead', 'milestoneOrIndicator'] },
  wrongStage: { code: 'wrongStage', rule: 'R4', what: 'task', id: 'T-1', stage: 'closed', allowed: ['registered', 'underWay'] },
  standing: { code: 'standing', rule: 'R4', task: 'T-1' },
  openItems: { code: 'openItems', rule: 'R5', task: 'T-1', problems: ['P-1'], milestones: [], decisions: ['C-1'] },
  evidenceMissing: { code: 'evidenceMissing', rule: 'R6' },
  reasonMissing: { code: 'reasonMissing', rule: 'R9' },
  ownUnit: { code: 'ownUnit', rule: 'R6', command: 'closing.approve', unit: 'U-1' },
  needsLeader: { code: 'needsLeader', rule: 'R6', command: 'closing.approve' },
  needsConsent: { code: 'needsConsent', rule: 'R7', problem: 'P-1', deciders: ['p-7'] },
  outsideSchedule: { code: 'outsideSchedule', rule: 'R8', milestone: 'M-1', due: '2023-01-01', from: '2022-01-01', until: '2022-12-31' },
  reachedAlready: { code: 'reachedAlready', rule: 'R8', task: 'T-1', milestone: 'M-1' },
  tooLate: { code: 'tooLate', rule: 'R9', what: 'task', id: 'T-1', due: '2022-06-30', on: '2022-07-01' },
  notLater: { code: 'notLater', rule: 'R9', due: '2022-06-30', asked: '2022-06-01' },
  narrativeMissing: { code: 'narrativeMissing', rule: 'R10', task: 'T-1', from: 60, to: 40.5 },
  disputedAlready: { code: 'disputedAlready', rule: 'R10', report: 'R-1' },
  badTarget: { code: 'badTarget', rule: 'R11', indicator: 'I-1', problem: 'bandMissing' },
  noSuccessor: { code: 'noSuccessor', rule: 'R17', unit: 'U-1', tasks: ['T-1'], problems: [], decisions: ['C-1'] },
  commandReused: { code: 'commandReused', rule: 'R18', id: 'c-1' },
  inFuture: { code: 'inFuture', rule: 'R19', on: '2022-07-01', today: '2022-06-30' },
  notYet: { code: 'notYet', rule: 'R19', what: 'post', id: 'deputy', since: '2022-03-01', on: '2022-01-01' },
  outOfOrder: { code: 'outOfOrder', rule: 'R19', what: 'problem', id: 'P-1', last: '2022-03-01', on: '2022-01-01' },
  badPeriod: { code: 'badPeriod', rule: 'R20', from: '2022-06-30', to: '2022-06-01' },
  basisMissing: { code: 'basisMissing', rule: 'R20', command: 'task.suspend' },
  notHolder: { code: 'notHolder', rule: 'R1', post: 'deputy', person: 'p-9' },
  sameUnit: { code: 'sameUnit', rule: 'R1', what: 'task', id: 'T-1', unit: 'U-1' },
  twice: { code: 'twice', rule: 'R1', what: 'unit', id: 'U-1' },
  marksDoNotSum: { code: 'marksDoNotSum', rule: 'R12', scheme: 'S-1', group: 'towns', sum: 95, full: 100 },
  unknownMetric: { code: 'unknownMetric', rule: 'R12', metric: 'luck', known: ['closedOnTime', 'listings'] },
  badTerms: { code: 'badTerms', rule: 'R14', id: 'RU-1', problem: 'floorAboveCap' },
  roundNotOver: { code: 'roundNotOver', rule: 'R13', round: '2022-Q1', to: '2022-03-31', on: '2022-03-30' },
  panelMissing: { code: 'panelMissing', rule: 'R13', round: '2022-Q1', panel: 'RU-9', units: ['U-1', 'U-2'] },
  openAppeals: { code: 'openAppeals', rule: 'R13', round: '2022-Q1', appeals: ['A-1'] },
  notInRound: { code: 'notInRound', rule: 'R13', round: '2022-Q1', unit: 'U-9' },
  appealOver: { code: 'appealOver', rule: 'R13', round: '2022-Q1', until: '2022-04-12', on: '2022-04-13' },
  badAdjustment: { code: 'badAdjustment', rule: 'R13', appeal: 'A-1', upheld: true },
  appealsPossible: { code: 'appealsPossible', rule: 'R13', round: '2022-Q1', until: '2022-04-12', on: '2022-04-10' },
  yearNotCovered: { code: 'yearNotCovered', rule: 'R15', from: '2026-12-30', days: 5 },
  remindedAlready: { code: 'remindedAlready', rule: 'R15', unit: 'U-1', period: '2022-04', reminder: 'RE-1' },
  notDue: { code: 'notDue', rule: 'R15', unit: 'U-1', period: '2022-04' },
  quarterNotOver: { code: 'quarterNotOver', rule: 'R15', quarter: '2022-Q2', on: '2022-06-01' },
  skipsSteps: { code: 'skipsSteps', rule: 'R16', unit: 'U-1', step: 'listing', skipped: ['circular', 'interview'] },
}

describe.each(langs)('refusals in %s', (lang) => {
  it.each(Object.values(samples))('$code has one clear sentence with its facts and its rule', (sample) => {
    const sentence = words[lang].refusal(sample)
    expect(sentence).not.toMatch(/undefined|NaN|\[object|null/)
    expect(sentence.trim().endsWith(lang === 'zh' ? '。' : '.')).toBe(true)
    if ('rule' in sample) expect(sentence).toContain(sample.rule)
    for (const [key, fact] of Object.entries(sample))
      if (['id', 'task', 'goal', 'unit', 'on', 'due', 'problem'].includes(key) && sample.code !== 'badTarget' && sample.code !== 'badTerms')
        expect(sentence).toContain(String(fact))
  })

  it('sentences differ from code to code and from language to language', () => {
    const sentences = Object.values(samples).map((sample) => words[lang].refusal(sample))
    expect(new Set(sentences).size).toBe(sentences.length)
    expect(sentences.filter((sentence) => /\p{Script=Han}/u.test(sentence)).length).toBe(lang === 'zh' ? sentences.length : 0)
  })
})

describe('labels', () => {
  it('both languages label the same things, none with its code in Chinese, none with Chinese in English', () => {
    const flat = (lang: Lang) => {
      const { lang: _lang, refusals, errors, codes, ...lists } = languages[lang]
      return Object.entries({ ...lists, ...codes }).flatMap(([list, labels]) =>
        Object.entries(labels).map(([code, label]) => [`${list}.${code}`, label] as const),
      )
    }
    expect(
      flat('zh')
        .map(([code]) => code)
        .sort(),
    ).toEqual(
      flat('en')
        .map(([code]) => code)
        .sort(),
    )
    for (const [code, label] of flat('zh')) expect([code, /\p{Script=Han}/u.test(label)]).toEqual([code, true])
    for (const [code, label] of flat('en')) expect([code, /\p{Script=Han}/u.test(label) || label === '']).toEqual([code, false])
  })

  it('reasons with numbers are told, several after each other', () => {
    expect(words.zh.code('reason', 'overdue 12; milestoneLate M1 3; closed')).toBe('逾期12天；节点M1逾期3天；已销号')
    expect(words.en.code('reason', 'lag 31.5')).toBe('31.5 points behind')
  })

  it('are total: what has no word is shown as it is, also what is a key of every object', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...langs),
        fc.oneof(fc.string(), fc.constantFrom('valueOf', '__proto__', 'constructor', 'toString')),
        (lang, text) => {
          for (const said of [
            words[lang].event(text),
            words[lang].command(text),
            words[lang].view(text),
            words[lang].column(text),
            words[lang].code(text, text),
            words[lang].code('stage', text),
            words[lang].refusal({ code: text }),
          ])
            expect(typeof said).toBe('string')
          expect(words[lang].event('valueOf')).toBe('valueOf')
        },
      ),
    )
  })

  it('a name where a language is asked for is told, not met with a failure inside', () => {
    expect(() => dictionary(coreSlices, 'zh' as never)).toThrowError(InvalidInput)
  })

  it("a slice's own words come with it, and may say the core's in other words", () => {
    const own = slice({
      name: 'vendor',
      words: {
        zh: { events: { 'vendor.seen': '已阅' }, codes: { light: { red: '亮红灯' } }, refusals: { 'vendor.no': () => '不行。' } },
        en: {},
      },
    })
    const mixed = dictionary([...coreSlices, own], zh)
    expect([
      mixed.event('vendor.seen'),
      mixed.code('light', 'red'),
      mixed.code('light', 'green'),
      mixed.refusal({ code: 'vendor.no' }),
    ]).toEqual(['已阅', '亮红灯', '绿灯', '不行。'])
  })
})

describe('errors', () => {
  it('each has a code and a sentence; bad input says each place', () => {
    const input = new InvalidInput([
      { path: ['schedule', 'due'], code: 'invalid_format', message: 'Invalid ISO date', params: { format: 'date' } },
      { path: ['milestones', 1, 'title'], code: 'blank', message: 'must not be blank' },
      { path: [], code: 'unrecognized_keys', message: 'Unrecognized key', params: { keys: ['工期'] } },
    ])
    expect(words.zh.error(input)).toEqual({
      code: 'invalidInput',
      sentence: '输入有误，未作任何记录。',
      places: [
        { path: 'schedule.due', code: 'invalid_format', sentence: '应为日期，如2022-06-30' },
        { path: 'milestones[1].title', code: 'blank', sentence: '不能为空' },
        { path: '', code: 'unrecognized_keys', sentence: '没有工期这一项' },
      ],
    })
    for (const lang of langs) {
      expect(words[lang].error(new Refused(samples.unknown))).toMatchObject({
        code: 'unknown',
        sentence: words[lang].refusal(samples.unknown),
      })
      for (const error of [
        new Conflict('l', 1, 2),
        new StoreError('busy', 'x'),
        new Tampered(3, 'x'),
        new Corrupt(4, 'gap', 'x'),
        new Error('boom'),
      ])
        expect(words[lang].error(error).sentence).not.toMatch(/undefined/)
    }
  })

  it('each way in which a proof can fail has a sentence of its own', () => {
    const facts: Readonly<Record<UnprovedCode, Readonly<Record<string, string | number>>>> = {
      badCheckpoint: { what: 'no text' },
      badProof: {},
      badSignature: { name: 'example.com/district' },
      noQuorum: { signed: 1, quorum: 2 },
      otherOrigin: { origin: 'example.com/a', expected: 'example.com/b' },
      tooShort: { size: 12, events: 9 },
      otherRoot: { size: 12 },
      notIncluded: { position: 7 },
    }
    for (const lang of langs) {
      const said = Object.entries(facts).map(([code, facts]) => words[lang].error(new Unproved(code as UnprovedCode, facts)))
      expect(said.map(({ code }) => code)).toEqual(Object.keys(facts))
      expect(new Set(said.map(({ sentence }) => sentence)).size).toBe(said.length)
      for (const { sentence } of said) expect(sentence).not.toMatch(/undefined/)
    }
  })

  it.each(['contradiction', 'oneOf', 'oneSubject', 'blank', 'decimals', 'loneSurrogate', 'badKey', 'badPosition'])(
    'input that is wrong by %s is told in the language',
    (code) => {
      const input = new InvalidInput([{ path: [], code, message: 'said by the schema' }])
      for (const lang of langs) expect(words[lang].error(input).places[0]?.sentence).not.toBe('said by the schema')
    },
  )

  it('are total over anything that is thrown', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...langs),
        fc.anything(),
        (lang, thrown) => void expect(words[lang].error(thrown).sentence.length).toBeGreaterThan(0),
      ),
    )
  })
})
