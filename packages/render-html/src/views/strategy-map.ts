import type { ValueIn } from '@bihuan/core'
import { strategyTree } from '../charts/tree.ts'
import { html } from '../markup.ts'
import { counts, light } from '../parts/lights.ts'
import { percent } from '../parts/numbers.ts'
import { inLang, listed } from '../parts/page.ts'
import { facts, figure } from '../parts/sections.ts'
import { flat, stepped, table } from '../parts/table.ts'
import { picture } from '../parts/view.ts'

type Strategy = ValueIn<'strategyMap'>['strategies'][number]
type Node = Strategy['goals'][number]

const below = (nodes: readonly Node[]): Node[] => nodes.flatMap((node) => [node, ...below(node.children)])

/** Each strategy as a tree, what it wants to be, and the tasks and indicators below each goal. */
export const strategyMap = picture('strategyMap', {
  layout({ value, table: flatTable }, page) {
    const { own, words } = page
    const tree = {
      id: page.anchor('tree'),
      title: own.tree,
      body: figure(
        strategyTree(value.strategies, value.on, page),
        page.anchor('tree', 'chart'),
        page,
        flat(flatTable, words.view('strategyMap'), page),
      ),
    }
    const each = value.strategies.map((strategy) => ({
      id: page.anchor('strategy', strategy.id),
      title: inLang(strategy.name, page),
      body: html`${facts([
        [words.column('light'), light(strategy.light, page)],
        [words.column('progress'), percent(strategy.progress)],
        [own.period, `${strategy.from} – ${strategy.to ?? ''}`],
        [own.supersededBy, strategy.supersededBy],
        [own.vision, strategy.vision && inLang(strategy.vision, page)],
        [own.positioning, strategy.positioning.length > 0 && listed(strategy.positioning, page)],
        [own.principles, strategy.principles.length > 0 && listed(strategy.principles, page)],
        [own.tasks, counts(strategy.lights, page)],
      ])}<h3>${own.goals}</h3>${table(
        {
          name: own.goals,
          rows: below(strategy.goals),
          columns: [
            {
              head: words.column('goal'),
              look: 'h',
              cell: (node) => stepped(inLang(node.name, page), node.level - 1),
            },
            { head: words.column('level'), cell: (node) => inLang(node.levelName, page) },
            { head: words.column('light'), look: 'k', cell: (node) => light(node.light, page) },
            { head: words.column('progress'), look: 'n', cell: (node) => percent(node.progress) ?? '—' },
            { head: own.weight, look: 'n', cell: (node) => node.weight },
            {
              head: own.tasks,
              look: 'x',
              cell: (node) =>
                node.tasks.length === 0
                  ? '—'
                  : listed(
                      node.tasks.map(({ title }) => title),
                      page,
                    ),
            },
            {
              head: words.column('indicators'),
              look: 'x',
              cell: (node) =>
                node.indicators.length === 0
                  ? '—'
                  : listed(
                      node.indicators.map(({ name }) => name),
                      page,
                    ),
            },
            {
              head: words.column('serves'),
              look: 'x',
              cell: (node) =>
                node.serves.length === 0
                  ? '—'
                  : listed(
                      node.serves.map(({ name }) => name),
                      page,
                    ),
            },
          ],
        },
        page,
      )}`,
    }))
    return { sections: [tree, ...each], whole: true }
  },
  chart: ({ value }, page) => strategyTree(value.strategies, value.on, page),
})
