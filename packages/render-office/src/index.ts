export { type DocxOptions, docxRenderer } from './docx/index.ts'
export type { Letterhead } from './docx/letterhead.ts'
export type {
  CircularData,
  DocumentData,
  DocumentKind,
  InterviewData,
  ListingData,
  OrderData,
  ReminderData,
  SummaryData,
} from './docx/official/data.ts'
export {
  circularData,
  interviewData,
  listingData,
  orderData,
  reminderData,
  type Source,
  summaryData,
} from './docx/official/gather.ts'
export { officialDocument } from './docx/official/index.ts'
export { type IcsOptions, icsRenderer } from './ics/index.ts'
export { workbook, xlsxRenderer } from './xlsx/index.ts'
