import { drawing } from './chart.ts'
import { fonts, latinFonts, tokens } from './tokens.ts'

/** The style of pages: a scale of type, a grid of 8, one column of sheets. */
const base = `${tokens(':root')}
*{box-sizing:border-box}html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.6 ${fonts};font-variant-numeric:tabular-nums;overflow-wrap:anywhere}body:lang(en){font-family:${latinFonts}}
header.top,main,footer.end{max-width:1440px;margin:0 auto;padding:0 32px}
header.top{padding-top:32px}h1,h2,h3,h4{line-height:1.3;font-weight:600;margin:0;text-wrap:pretty}
h1{font-size:28px;letter-spacing:.02em}h2{font-size:20px}h3{font-size:16px}h4{font-size:15px}
header.top{border-bottom:0}header.top .rule{height:4px;border-top:2px solid var(--accent);border-bottom:1px solid var(--accent);margin:16px 0 0}
.sub{color:var(--soft);margin:4px 0 0}p{margin:0 0 8px}a{color:var(--done);text-underline-offset:2px}
a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:2px}
.skip{position:absolute;left:-9999px}.skip:focus{left:16px;top:8px;background:var(--paper);padding:8px 16px;z-index:9}
nav ul{list-style:none;margin:16px 0 0;padding:0;display:flex;flex-wrap:wrap;gap:8px 24px}nav.toc ol{margin:0;padding-left:24px;columns:2 320px}nav.toc li{padding:4px 0}
section{background:var(--paper);border:1px solid var(--line);border-radius:4px;padding:24px;margin:24px 0;min-width:0}
nav a{display:inline-block}h2::first-letter,h3::first-letter,nav a::first-letter,.stats dt::first-letter,dl.facts dt::first-letter,thead th::first-letter{text-transform:uppercase}section>h2,section>h3{margin-bottom:16px}section>h3:not(:first-child),section>h4{margin-top:24px;margin-bottom:8px}
.chapter>h2{font-size:24px;margin:48px 0 0;padding-bottom:8px;border-bottom:2px solid var(--accent)}
.note{color:var(--soft);font-size:13px}.count{color:var(--soft);font-weight:400;font-size:14px;margin-left:8px}
.long{max-height:12lh;overflow-y:auto}footer.end{padding-bottom:48px;color:var(--soft);font-size:13px}`

/** Steps inward of names below each other. */
const steps = `.step{display:block}${[1, 2, 3, 4, 5, 6].map((n) => `.s${n}{padding-left:${n}em}`).join('')}`

const parts = `
.light{display:inline-flex;align-items:center;gap:6px;white-space:nowrap}.light svg{flex:none;width:14px;height:14px}.w-red{color:var(--red)}.w-yellow{color:var(--yellow)}.w-green{color:var(--green)}.w-grey{color:var(--grey)}.w-done{color:var(--done)}
.lights{display:flex;flex-wrap:wrap;gap:4px 16px;list-style:none;margin:0;padding:0}
.stats{display:grid;grid-template-columns:repeat(auto-fill,minmax(160px,1fr));gap:16px;margin:0}
.stats>div{border-left:3px solid var(--line);padding:0 0 0 16px;min-width:0}.stats dt{color:var(--soft);font-size:13px}.stats dd{margin:0;font-size:20px;line-height:1.4;font-weight:600}.stats dd svg{max-width:100%}.stats dd small{font-size:13px;font-weight:400;color:var(--soft);display:block}
dl.facts{display:grid;grid-template-columns:fit-content(40%) 1fr;gap:4px 24px;margin:0}dl.facts dt{color:var(--soft)}dl.facts dd{margin:0;min-width:0}
.scroll{overflow-x:auto;margin:0 -8px;padding:0 8px}table{border-collapse:collapse;width:100%;font-size:14px;line-height:1.5}
caption{text-align:left;color:var(--soft);font-size:13px;padding:0 0 8px;caption-side:top}
th,td{padding:6px 12px 6px 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}thead th{color:var(--soft);font-weight:600;font-size:13px;border-bottom:1px solid var(--strong);vertical-align:bottom;white-space:nowrap}
tbody th{font-weight:500;min-width:152px;max-width:420px}th.n,td.n{text-align:right;white-space:nowrap;padding-right:20px}td{min-width:104px}td.n,td.d,td.k{min-width:0}td.d,td.k{white-space:nowrap}td.k,td.i{color:var(--soft)}td.i{font-size:13px;max-width:200px}td.x,th.x{min-width:200px;max-width:420px}${steps}td .cut{display:block;max-height:6lh;overflow-y:auto}
tr:target,section:target,li:target{background:var(--accent-soft)}
details{margin:8px 0}summary{cursor:pointer;color:var(--done);padding:4px 0}details>summary+*{margin-top:8px}
.pages>details{border-top:1px solid var(--line);margin:0;padding:4px 0}.pages>details>*{content-visibility:auto}
figure{margin:0}figure .chart,.chart{max-width:none;display:block}figure.fit .chart{width:100%;height:auto}figcaption{color:var(--soft);font-size:13px;margin-top:8px}
.legend{display:flex;flex-wrap:wrap;gap:4px 24px;margin:8px 0 0;padding:0;list-style:none;color:var(--soft);font-size:13px}.legend li{display:inline-flex;align-items:center;gap:8px}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,336px),1fr));gap:16px}.card{border:1px solid var(--line);border-radius:4px;padding:16px;min-width:0;background:var(--raised)}.card h3{margin-bottom:4px}.card .chart{width:100%;height:auto;margin:8px 0}
.defs{position:absolute;width:0;height:0;overflow:hidden}.yes{color:var(--green);white-space:nowrap}.no{color:var(--red);white-space:nowrap;font-weight:600}.big{font-size:28px;font-weight:600}
.timeline{list-style:none;margin:0;padding:0 0 0 16px;border-left:2px solid var(--line)}.timeline>li{padding:0 0 16px 16px;position:relative}.timeline>li::before{content:"";position:absolute;left:-22px;top:8px;width:8px;height:8px;border-radius:50%;background:var(--strong);border:2px solid var(--paper)}.timeline .when{color:var(--soft);font-size:13px}
.tag{display:inline-block;border:1px solid var(--strong);border-radius:2px;padding:0 8px;font-size:13px;line-height:1.6;margin:0 4px 4px 0}`

const wall = `
.wall td{min-width:0}.wall th{max-width:none}.wall{min-width:1336px;table-layout:fixed;font-size:13px}.wall th,.wall td{padding:3px 8px 3px 0}.wall col.c1{width:248px}.wall col.c2{width:76px}.wall col.c3{width:140px}.wall col.c4{width:128px}.wall col.c5{width:96px}.wall .clamp{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:3;overflow:hidden}.wall .clamp:focus{-webkit-line-clamp:unset;max-height:12lh;overflow-y:auto}
.wall tr.goal th,.wall tr.goal td{background:var(--raised);border-top:1px solid var(--strong)}.wall tr.goal th{font-weight:600}.wall .d2{padding-left:12px}.wall .d3{padding-left:24px}.wall .d4{padding-left:36px}.wall td{vertical-align:middle}.wall th{vertical-align:middle}.wall td.s{padding:0;overflow:clip}.wall td.s svg{overflow:visible;width:648px;height:28px}.wall td.s svg,.wall th.s svg{display:block}.wall thead th{position:sticky;top:0;background:var(--paper);z-index:1}.wall th.s{padding:0}
.sheets{display:none}`

const small = `
@media (max-width:640px){header.top,main,footer.end{padding-left:16px;padding-right:16px}header.top{padding-top:24px}h1{font-size:24px}section{padding:16px;margin:16px 0}dl.facts{gap:4px 16px}.stats{grid-template-columns:repeat(2,1fr)}}`

/** On paper: black on white, nothing hidden, nothing cut in two. */
const print = `
@media print{body{background:#fff;font-size:10.5pt}header.top,main,footer.end{max-width:none;padding:0}section{border:0;padding:0;margin:16px 0;border-radius:0}nav,.skip{display:none}nav.toc{display:block}a{color:inherit;text-decoration:none}.scroll{overflow:visible;margin:0;padding:0}thead{display:table-header-group}table{font-size:8.5pt;line-height:1.4;overflow-wrap:break-word}table:not(.wall) :is(th,td){min-width:0;max-width:none;white-space:normal;padding:3px 6px 3px 0}thead th,td.i{font-size:inherit}.many table{font-size:6.5pt}.across,details:has(>.across),section:has(>:is(h2,h3)+.across),section:has(>:is(h2,h3)+details>.across){page:across}.across table{font-size:6pt}.across table :is(th,td){padding-right:4px}.light{white-space:normal}tr,.card,figure{break-inside:avoid}h2,h3{break-after:avoid}.chapter{break-before:page}details::details-content{content-visibility:visible;block-size:auto}.long,td .cut{max-height:none;overflow:visible}figure .chart{max-width:100%;height:auto}
.only-screen{display:none}.sheets{display:block}.wallpage header.top,.wallpage footer.end,.wallpage section.only-screen{display:none}.wallpage section{margin:0}.sheet{break-after:page;break-inside:avoid;margin:0}.sheet:last-child{break-after:auto}.sheet .chart{width:100%;height:auto;display:block}}`

/** Papers: the size by its name, and how high a sheet may be in it. */
export type Paper = 'A4' | 'A3' | 'A1'

const sheetHeights: Readonly<Record<Paper, { readonly size: string; readonly height: string }>> = {
  A4: { size: '297mm 210mm', height: '192mm' },
  A3: { size: '420mm 297mm', height: '279mm' },
  A1: { size: '841mm 594mm', height: '576mm' },
}

/** The style of all pages, and of the paper that they are printed on: wide sheets for charts on walls, upright ones otherwise. */
export const pageStyle = (paper: Paper, landscape: boolean): string => {
  const { size, height } = sheetHeights[paper]
  const page = landscape
    ? `@page{size:${size};margin:8mm}@media print{.sheet .chart{max-height:${height}}}`
    : `@page{size:${paper === 'A4' ? 'A4' : `${paper} portrait`};margin:16mm 14mm}@page across{size:${paper} landscape}`
  return `${base}${parts}${wall}${drawing}${small}${print}${page}`
}
