import { fonts, latinFonts, tokens } from './tokens.ts'

/** The style of drawings, in pages and by themselves. Sizes of text are classes, so that data chooses none. */
const sizes = [10, 11, 12, 13, 14, 16, 20, 28].map((size) => `.t${size}{font-size:${size}px}`).join('')

export const drawing = `svg text{fill:var(--ink);font-family:${fonts};font-variant-numeric:tabular-nums}${sizes}svg:lang(en) text{font-family:${latinFonts}}
.middle{text-anchor:middle}.end{text-anchor:end}svg .soft{fill:var(--soft)}svg .bold{font-weight:600}svg .accent{fill:var(--accent)}svg .hole{fill:var(--on)}
.f-red{fill:var(--red)}.f-yellow{fill:var(--yellow-fill)}.f-green{fill:var(--green)}.f-grey{fill:var(--grey)}.f-done{fill:var(--done)}
.on{fill:var(--on)}.s-grey{fill:none;stroke:var(--grey);stroke-width:2.2}.tick{fill:none;stroke:var(--on);stroke-width:2.2}
.m-open{fill:var(--paper);stroke:var(--ink);stroke-width:1.4}.m-full{fill:var(--ink)}.m-late{fill:var(--paper);stroke:var(--red);stroke-width:1.6}.m-cross{stroke:var(--red);stroke-width:1.6}
.b-red{fill:var(--red-soft)}.b-yellow{fill:var(--yellow-soft)}.b-green{fill:var(--green-soft)}.b-grey{fill:var(--grey-soft)}.b-done{fill:var(--done-soft)}
.o-red{stroke:var(--red)}.o-yellow{stroke:var(--yellow-fill)}.o-green{stroke:var(--green)}.o-grey{stroke:var(--grey)}.o-done{stroke:var(--done)}.thin{stroke-width:1}
.plan{fill:var(--ink)}.grid{stroke:var(--line);stroke-width:1;fill:none}.axis{stroke:var(--strong);stroke-width:1;fill:none}.today{stroke:var(--accent);stroke-width:1.6;fill:none}
.band{fill:var(--raised)}.field{fill:var(--paper);stroke:var(--line)}.box{fill:var(--raised);stroke:var(--strong)}.track{fill:var(--grey-soft)}.bar{fill:var(--done)}.bar2{fill:var(--green)}.bar3{fill:var(--red)}.bar4{fill:var(--yellow-fill)}.was{fill:var(--plan)}
.line{fill:none;stroke:var(--done);stroke-width:2.2;stroke-linejoin:round}.dot{fill:var(--done);stroke:var(--paper);stroke-width:1.4}.target{stroke:var(--green);stroke-width:1.6;stroke-dasharray:2 3;fill:none}.expected{stroke:var(--soft);stroke-width:1.6;stroke-dasharray:6 4;fill:none}
.link{fill:none;stroke:var(--strong);stroke-width:1.2}.arrow{fill:var(--strong)}.better{stroke:var(--green);stroke-width:1.8}.worse{stroke:var(--red);stroke-width:1.8}.same{stroke:var(--strong);stroke-width:1.2}`

export const chartStyle = `${tokens('svg.alone')}svg.alone .paper{fill:var(--paper)}${drawing}`
