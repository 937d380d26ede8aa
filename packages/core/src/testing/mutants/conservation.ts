import type { ConservationName } from '../conservation/index.ts'
import { handling, type Mutants, showing } from './wrapping.ts'

const less = <R>(list: { readonly total: number; readonly rows: readonly R[] }) => ({
  total: list.rows.slice(1).length,
  rows: list.rows.slice(1),
})

/** What the laws of conservation have to catch. */
export const conservationMutants: Readonly<Record<ConservationName, Mutants>> = {
  'the five lists are filters, and count each task and problem once': [
    {
      breaks: 'list 1 loses a task',
      says: /list 1 are/,
      views: showing('fiveLists', (value) => ({ ...value, tasks: less(value.tasks) })),
    },
    {
      breaks: 'list 2 has the resolved problems too',
      says: /list 2 are/,
      views: showing('fiveLists', (value) => ({
        ...value,
        problems: { total: value.problems.total, rows: [...value.problems.rows, ...value.feedback.resolved.rows] },
      })),
    },
    {
      breaks: 'list 3 loses a decision',
      says: /list 3 are/,
      views: showing('fiveLists', (value) => ({ ...value, coordinations: less(value.coordinations) })),
    },
    {
      breaks: 'list 4 loses a report',
      says: /reports of list 4 are/,
      views: showing('fiveLists', (value) => ({ ...value, feedback: { ...value.feedback, reports: less(value.feedback.reports) } })),
    },
    {
      breaks: 'list 5 loses a request',
      says: /requests are/,
      views: showing('fiveLists', (value) => ({ ...value, closings: { ...value.closings, requests: less(value.closings.requests) } })),
    },
    {
      breaks: 'a total is not the number of rows',
      says: /a list counts/,
      views: showing('fiveLists', (value) => ({ ...value, tasks: { ...value.tasks, total: value.tasks.total + 1 } })),
    },
    {
      breaks: 'withdrawn problems are counted among the raised',
      says: /counts that are not the sum of their parts: states/,
      views: showing('fiveLists', (value) => ({
        ...value,
        states: { ...value.states, raised: value.states.raised + value.states.withdrawn },
      })),
    },
    {
      breaks: 'a task that was returned stays in closing',
      says: /list 1 are|closed tasks are/,
      core: handling('tasks', 'closing.returned', () => () => undefined),
    },
  ],
  'the ledger has each task once': [
    {
      breaks: 'the ledger leaves out what was cancelled',
      says: /tasks of the ledger are/,
      views: showing('ledger', (value) => {
        const rows = value.rows.filter((row) => row.stage !== 'cancelled')
        return { ...value, rows }
      }),
    },
    {
      breaks: 'the ledger has a task twice',
      says: /something stands twice/,
      views: showing('ledger', (value) => ({ ...value, rows: [...value.rows, ...value.rows.slice(0, 1)] })),
    },
    {
      breaks: 'lights count the done among the green',
      says: /counts that are not the sum of their parts: lights/,
      views: showing('ledger', (value) => ({ ...value, lights: { ...value.lights, green: value.lights.green + 1 } })),
    },
    {
      breaks: 'pages overlap',
      says: /tasks on pages/,
      views: showing('ledger', (value, _, { offset = 0, limit }) =>
        offset > 0 && limit === 2 ? { ...value, rows: [...value.rows.slice(0, 1), ...value.rows.slice(0, 1)] } : value,
      ),
    },
    {
      breaks: 'a page without counts begins a row late',
      says: /are others without counts/,
      views: showing('ledger', (value, _, { counts }) => (counts === false ? { ...value, rows: value.rows.slice(1) } : value)),
    },
    {
      breaks: 'a page without counts counts all the same',
      says: /a page without counts has/,
      views: showing('ledger', (value, _, { counts }) => (counts === false ? { ...value, total: value.total + 1 } : value)),
    },
    {
      breaks: 'a filter by stage lets everything through',
      says: /stages take the ledger apart/,
      views: showing('ledger', (value, _, { stage }) => (stage === undefined ? value : { ...value, total: value.total + 1 })),
    },
    {
      breaks: 'R20: a suspension past its end is not red',
      says: /suspended until/,
      views: showing('ledger', (value) => {
        const past = value.rows.filter((row) => row.stage === 'suspended' && row.light === 'red')
        const { red, grey } = value.lights
        return {
          ...value,
          lights: { ...value.lights, red: red - past.length, grey: grey + past.length },
          rows: value.rows.map((row) => (past.includes(row) ? { ...row, light: 'grey' } : row)),
        }
      }),
    },
    {
      breaks: 'a transferred task stays with its unit',
      says: /is with \S+; the log says/,
      core: handling('tasks', 'task.transferred', () => () => undefined),
    },
  ],
  'readiness has each open task once': [
    {
      breaks: 'readiness leaves out what is suspended',
      says: /tasks of readiness are/,
      views: showing('readiness', (value) => ({ ...value, rows: less(value).rows })),
    },
    {
      breaks: 'two in place count as three',
      says: /counts that are not the sum of their parts: inPlace/,
      views: showing('readiness', (value) => ({ ...value, inPlace: { ...value.inPlace, all: value.inPlace.all + 1 } })),
    },
  ],
  'the strategy map has each task at its goal, and lights that add up': [
    {
      breaks: 'lights of a strategy count goals below twice',
      says: /counts that are not the sum of their parts: lights of S-/,
      views: showing('strategyMap', (value) => ({
        ...value,
        strategies: value.strategies.map((one) => ({ ...one, lights: { ...one.lights, grey: one.lights.grey + 1 } })),
      })),
    },
    {
      breaks: 'a task that was carried over stays at its goal',
      says: /tasks of G-\S+ are/,
      core: handling('tasks', 'task.carriedOver', () => () => undefined),
    },
    {
      breaks: 'a goal that was dropped stays on the map',
      says: /goals below \S+ are|goals of S-\S+ are/,
      core: handling('strategy', 'goal.dropped', () => () => undefined),
    },
    {
      breaks: 'a strategy loses a goal',
      says: /goals of S-\S+ are/,
      views: showing('strategyMap', (value) => ({
        ...value,
        strategies: value.strategies.map((one) => ({
          ...one,
          goals: one.goals.filter((goal) => Object.values(goal.lights).some((n) => n > 0)),
        })),
      })),
    },
  ],
  'the wall chart counts the same tasks in lights, stages and months': [
    {
      breaks: 'a month is missing from a row',
      says: /months of G-\S+ are not those of the wall|due in some month/,
      views: showing('wallChart', (value) => ({ ...value, rows: value.rows.map((row) => ({ ...row, months: row.months.slice(1) })) })),
    },
    {
      breaks: 'the whole counts goals below twice',
      says: /counts that are not the sum of their parts: lights of the wall/,
      views: showing('wallChart', (value) => ({ ...value, lights: { ...value.lights, grey: value.lights.grey + 1 } })),
    },
    {
      breaks: 'a task is due in two months',
      says: /are due in some month/,
      views: showing('wallChart', (value) => ({
        ...value,
        rows: value.rows.map((row) => ({ ...row, months: row.months.map((cell) => ({ ...cell, tasksDue: cell.tasksDue * 2 })) })),
      })),
    },
    {
      breaks: 'stages of a goal leave out what is suspended',
      says: /stages of G-/,
      views: showing('wallChart', (value) => ({
        ...value,
        rows: value.rows.map((row) => ({ ...row, stages: { ...row.stages, suspended: 0 } })),
      })),
    },
    {
      breaks: 'the wall loses a bar in every count alike',
      says: /tasks on the wall are/,
      views: showing('wallChart', (value) => ({ ...value, rows: value.rows.map((row) => ({ ...row, bars: [] })) })),
    },
  ],
  'the indicator board has each indicator once': [
    {
      breaks: 'an indicator stands twice',
      says: /something stands twice|lights of the board/,
      views: showing('indicatorBoard', (value) => ({ ...value, rows: [...value.rows, ...value.rows.slice(0, 1)] })),
    },
    {
      breaks: 'an indicator is missing, from the lights too',
      says: /indicators of the board are/,
      views: showing('indicatorBoard', (value) => {
        const [first, ...rows] = value.rows
        return first ? { ...value, rows, lights: { ...value.lights, [first.light]: value.lights[first.light] - 1 } } : value
      }),
    },
  ],
  'responsibility has each task at those who answer for it': [
    {
      breaks: 'a unit loses a task',
      says: /tasks that \S+ answers for are/,
      views: showing('responsibility', (value) => ({
        ...value,
        units: value.units.map((row) => ({ ...row, responsible: row.responsible.slice(1) })),
      })),
    },
    {
      breaks: 'a transferred task stays with its unit',
      says: /tasks that \S+ answers for are/,
      core: handling('tasks', 'task.transferred', () => () => undefined),
    },
    {
      breaks: 'tasks without a lead are not told',
      says: /tasks without a lead are/,
      views: showing('responsibility', (value) => ({ ...value, gaps: { ...value.gaps, tasksWithoutLead: [] } })),
    },
    {
      breaks: 'lights of a post count what it does not lead',
      says: /lights of P-/,
      views: showing('responsibility', (value) => ({
        ...value,
        leads: value.leads.map((row) => ({ ...row, lights: { ...row.lights, green: row.lights.green + 1 } })),
      })),
    },
    {
      breaks: 'a post without tasks is left out although it leads some',
      says: /tasks with a lead are/,
      views: showing('responsibility', (value) => ({ ...value, leads: value.leads.slice(1) })),
    },
  ],
  'the loop counts what came in as open, closed or gone': [
    {
      breaks: 'what was withdrawn did not come in',
      says: /somewhere/,
      views: showing('loop', (value) => ({ ...value, rates: value.rates.map((row) => ({ ...row, came: row.came - row.left })) })),
    },
    {
      breaks: 'a stage loses its items',
      says: /stages of the loop|states of the loop/,
      views: showing('loop', (value) => ({ ...value, stages: value.stages.map((row) => ({ ...row, count: 0 })) })),
    },
    {
      breaks: 'requests that were returned are not counted',
      says: /requests in the loop/,
      views: showing('loop', (value) => ({
        ...value,
        returns: value.returns.map((row) => ({ ...row, requests: row.requests - row.returned })),
      })),
    },
  ],
  'coverage is what is covered and what is missing': [
    {
      breaks: 'something missing is not named',
      says: /missing are not/,
      views: showing('coverage', (value) => ({
        ...value,
        overall: value.overall.map((share) => ({ ...share, missing: share.missing.slice(1) })),
      })),
    },
    {
      breaks: 'gaps are cut off',
      says: /gaps of/,
      views: showing('coverage', (value) => ({ ...value, gaps: value.gaps.slice(1) })),
    },
    {
      breaks: 'where nothing is named, goals are not counted',
      says: /what is counted is not what is named/,
      views: showing('coverage', (value) => (value.gaps.length > 0 ? value : { ...value, goals: [] })),
    },
  ],
  'changes lead from what was there before to what is there after': [
    {
      breaks: 'what is new is not counted as added',
      says: /added and|changes of/,
      views: showing('changes', (value) => ({
        ...value,
        counts: value.counts.map((row) => ({ ...row, changes: { ...row.changes, added: 0 } })),
        rows: value.rows.filter((row) => row.change !== 'added'),
      })),
    },
    {
      breaks: 'rows are counted twice',
      says: /changes of/,
      views: showing('changes', (value) => ({ ...value, rows: [...value.rows, ...value.rows] })),
    },
  ],
  'lateness stays with the unit that was responsible on that day (R9), in dossiers': [
    {
      breaks: 'what a unit was late with is forgotten',
      says: /was late for/,
      views: showing('dossier', (value) => ({ ...value, lateDays: 0 })),
    },
    {
      breaks: 'a section counts more than its rows',
      says: /sections of unit/,
      views: showing('dossier', (value) => ({ ...value, rows: value.rows.slice(1) })),
    },
  ],
}
