import { describeRenderer } from '@bihuan/render-conformance'
import { docxRenderer, icsRenderer, xlsxRenderer } from './index.ts'
import { inspectDocx, inspectIcs, inspectXlsx } from './testing/inspected.ts'

describeRenderer('xlsxRenderer', xlsxRenderer(), { inspect: inspectXlsx })
describeRenderer('docxRenderer', docxRenderer({ details: true }), { inspect: inspectDocx })
describeRenderer('icsRenderer', icsRenderer({ domain: 'nangang.example' }), { inspect: inspectIcs, tells: 'some' })
