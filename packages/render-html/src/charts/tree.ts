import type { ValueIn } from '@bihuan/core'
import { html, type Markup } from '../markup.ts'
import { px, ratio } from '../parts/numbers.ts'
import { inLang, type Page } from '../parts/page.ts'
import type { Chart } from './chart.ts'
import { mark } from './lights.ts'
import { label, lines } from './text.ts'

type Strategy = ValueIn<'strategyMap'>['strategies'][number]
type Node = Strategy['goals'][number]

const boxWide = 232
const boxHigh = 48
const gap = 8
const across = 40
const dots = 12
const dotsInRow = 14

const ownDots = (node: Node) => node.tasks.length + node.indicators.length
const dotsHigh = (node: Node) => (ownDots(node) === 0 ? 0 : Math.ceil(ownDots(node) / dotsInRow) * (dots + 4) + 4)

const highOf = (node: Node): number =>
  Math.max(
    boxHigh + dotsHigh(node) + gap,
    node.children.reduce((sum, child) => sum + highOf(child), 0),
  )

const depthOf = (nodes: readonly Node[]): number => (nodes.length === 0 ? 0 : 1 + Math.max(...nodes.map((node) => depthOf(node.children))))

/** Strategies as trees from left to right: a box a goal with light and progress, a sign a task or indicator of its own. */
export function strategyTree(strategies: readonly Strategy[], on: string, page: Page): Chart {
  const deep = Math.max(0, ...strategies.map(({ goals }) => depthOf(goals)))
  const width = (deep + 1) * (boxWide + across) - across
  let y = 0
  const drawn = strategies.map((strategy) => {
    const high = Math.max(
      boxHigh + gap,
      strategy.goals.reduce((sum, goal) => sum + highOf(goal), 0),
    )
    const top = y
    y += high + 24
    const root = { name: inLang(strategy.name, page), light: strategy.light, progress: strategy.progress }
    return html`${links(boxWide, top + high / 2, strategy.goals, top)}${box(0, top + high / 2 - boxHigh / 2, root, 'box')}${down(strategy.goals, boxWide + across, top, page)}`
  })
  const goals = strategies.reduce((sum, { goals }) => sum + count(goals), 0)
  const { words, own } = page
  return {
    width: Math.max(width, boxWide) + 1,
    height: Math.max(y - 24, boxHigh) + 1,
    title: `${words.view('strategyMap')} · ${on}`,
    desc: own.treeDesc(strategies.length, goals),
    body: drawn,
  }
}

const count = (nodes: readonly Node[]): number => nodes.reduce((sum, node) => sum + 1 + count(node.children), 0)

/** Where the middle of each child's box is. */
function middles(nodes: readonly Node[], top: number): readonly number[] {
  let y = top
  return nodes.map((node) => {
    const high = highOf(node)
    y += high
    return y - high + middle(node, high)
  })
}

const middle = (node: Node, high: number) =>
  (node.children.length > 0 ? high / 2 : (high - gap - dotsHigh(node)) / 2) - (node.children.length > 0 ? dotsHigh(node) / 2 : 0)

const links = (x: number, y: number, nodes: readonly Node[], top: number): Markup =>
  html`<path class="link" d="${
    middles(nodes, top)
      .map((to) => `M${x} ${px(y)}C${x + across / 2} ${px(y)} ${x + across / 2} ${px(to)} ${x + across} ${px(to)}`)
      .join('') || 'M0 0'
  }"/>`

function down(nodes: readonly Node[], x: number, top: number, page: Page): Markup {
  const at = middles(nodes, top)
  let y = top
  return html`${nodes.map((node, i) => {
    const here = y
    y += highOf(node)
    const mid = at[i] as number
    const signs = [
      ...node.tasks.map((task) => ({ light: task.light, says: inLang(task.title, page) })),
      ...node.indicators.map((one) => ({ light: one.light, says: inLang(one.name, page) })),
    ]
    const own = signs.map(
      ({ light, says }, n) =>
        html`<g><title>${says}</title>${mark(`l-${light}`, x + 8 + (n % dotsInRow) * (dots + 4), mid + boxHigh / 2 + 11 + Math.floor(n / dotsInRow) * (dots + 4), dots)}</g>`,
    )
    return html`${node.children.length > 0 ? links(x + boxWide, mid, node.children, here) : null}${box(x, mid - boxHigh / 2, { name: inLang(node.name, page), light: node.light, progress: node.progress }, 'field')}${own}${down(node.children, x + boxWide + across, here, page)}`
  })}`
}

function box(
  x: number,
  y: number,
  { name, light, progress }: { name: string; light: Node['light']; progress: number | null },
  look: string,
): Markup {
  const said = lines(name, 12, boxWide - 32 - 60, 2)
  const cut = said.at(-1)?.endsWith('…') ? html`<title>${name}</title>` : null
  return html`<g>${cut}<rect class="${look} o-${light} thin" x="${x}" y="${px(y)}" width="${boxWide}" height="${boxHigh}" rx="3"/>${mark(`l-${light}`, x + 16, y + 20, 14)}${said.map((line, at) => label(x + 30, y + (said.length === 1 ? 25 : 18) + at * 15, line, { size: 12, look: 'bold' }))}${label(x + boxWide - 8, y + 25, progress === null ? '—' : `${progress}%`, { size: 12, anchor: 'end' })}<rect class="track" x="${x + 8}" y="${px(y + boxHigh - 8)}" width="${boxWide - 16}" height="4"/><rect class="f-${light}" x="${x + 8}" y="${px(y + boxHigh - 8)}" width="${px(ratio(progress ?? 0, 100) * (boxWide - 16))}" height="4"/></g>`
}
