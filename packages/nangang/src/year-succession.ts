import { checklist } from './checklist.ts'
import { foundation } from './foundation.ts'
import { head, office } from './organisation.ts'
import type { Script } from './script.ts'
import type { Named, Step } from './types.ts'

const t = (zh: string, en: string): Named => ({ zh, en })
const on = '2023-01-19'
const meeting = { basis: { kind: 'meeting' as const, title: '区委常委会会议' } }

/**
 * A year on, the strategy is succeeded by a revised version of itself: the five zones and four systems go on, and what never closes
 * or goes on into the next year is carried over. What is not named stays where it is, and views show it. All of it is illustrative.
 */
export function succession(to: Script): void {
  const goals = foundation.filter((step): step is Step<'goal.set'> => step.command === 'goal.set' && step.input.strategy === 'nangang-1123')
  const parents = new Map(goals.map(({ input }) => [input.goal as string, input.parent]))
  const kept = goals.filter(({ input }) => input.parent === undefined || parents.get(input.parent) === undefined)
  to.add(
    on,
    head,
    'strategy.adopt',
    {
      strategy: 'nangang-1123-v2',
      name: t('“1123”战略（修订版，示例）', '“1123” strategy (revised, illustrative)'),
      period: { from: '2023-01-01', to: '2026-12-31' },
      levels: [t('类', 'Group'), t('区、体系', 'Zone or system')],
      supersedes: 'nangang-1123',
      illustrative: true,
    },
    meeting,
  )
  for (const { input } of kept) {
    const { goal, name, parent, order } = input
    to.add(on, office, 'goal.set', {
      goal: successorOf(goal as string),
      strategy: 'nangang-1123-v2',
      name,
      ...(parent !== undefined && { parent: successorOf(parent) }),
      ...(order !== undefined && { order }),
    })
  }
  const ids = new Set(kept.map(({ input }) => input.goal))
  const home = (goal: string): string => (ids.has(goal) ? goal : home(parents.get(goal) as string))
  const standing = new Set(checklist.filter((item) => item.standing).map((item) => item.id))
  const moves = foundation
    .filter((step): step is Step<'task.register'> => step.command === 'task.register')
    .filter(({ input }) => standing.has(input.task as string) || input.task === 'shanty-areas')
    .map(({ input }) => ({ task: input.task as string, goal: successorOf(home(input.goal)) }))
  const reason = t('战略修订接续', 'The strategy was revised')
  to.add(on, head, 'strategy.supersede', { strategy: 'nangang-1123', by: 'nangang-1123-v2', reason, moves }, meeting)
}

const successorOf = (goal: string): string => `v2-${goal}`
