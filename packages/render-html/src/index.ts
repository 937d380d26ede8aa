export { type HtmlOptions, htmlRenderer } from './html-renderer.ts'
export { type ReportOptions, report } from './report.ts'
export { svgRenderer } from './svg-renderer.ts'
