export { docxRenderer } from './docx/index.ts'
export { workbook, xlsxRenderer } from './xlsx/index.ts'
