export { workbook, xlsxRenderer } from './xlsx/index.ts'
