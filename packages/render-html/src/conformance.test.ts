import { describeRenderer } from '@bihuan/render-conformance'
import { htmlRenderer, svgRenderer } from './index.ts'
import { inspectHtml, inspectSvg } from './testing/inspect.ts'

describeRenderer('htmlRenderer', htmlRenderer(), { inspect: inspectHtml })
describeRenderer('svgRenderer', svgRenderer(), { inspect: inspectSvg, tells: 'some' })
