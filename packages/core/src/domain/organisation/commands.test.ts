import { describe, expect, it } from 'vitest'
import type { Scenario } from '../../testing/scenario.ts'
import { cancelled, no, smallDistrict, started, tablesOf, wrongAt, yes } from '../../testing/small-district.ts'
import type { CoreRefusal } from '../refusals.ts'

const unknown = (what: 'unit' | 'post' | 'goal' | 'task' | 'taskForce', id: string): CoreRefusal => ({
  code: 'unknown',
  rule: 'R1',
  what,
  id,
})
const endedUnit: CoreRefusal = { code: 'ended', rule: 'R1', what: 'unit', id: '老城办', on: '2026-01-05' }
const holders = (given: Scenario, post: string) =>
  tablesOf(given)
    .posts.get(post)
    ?.holders.map((entry) => entry.value?.person)

describe('unit.establish', () => {
  it("is of the district's level, and gets an id, unless told otherwise", () => {
    expect(smallDistrict().when('unit.establish', { name: '营商局', kind: 'department' })).toEqual(
      yes({ type: 'unit.established', data: { unit: 'id-1', name: '营商局', kind: 'department', level: 'district' } }),
    )
    const data = {
      unit: '营商局-一科',
      name: { zh: '营商局一科', en: 'Business Office, Section 1' },
      kind: 'institution',
      level: 'subdistrict',
      parent: '发改局',
      illustrative: true,
    } as const
    const given = smallDistrict()
    expect(given.when('unit.establish', data)).toEqual(yes({ type: 'unit.established', data }))
    expect(tablesOf(given).units.get('营商局-一科')).toMatchObject({ parent: '发改局', illustrative: true })
  })

  it.each<[string, object, CoreRefusal]>([
    ['an id in use', { unit: '住建局' }, { code: 'taken', rule: 'R1', what: 'unit', id: '住建局' }],
    ["an ended unit's id", { unit: '老城办' }, { code: 'taken', rule: 'R1', what: 'unit', id: '老城办' }],
    ['an unknown parent', { parent: 'x' }, unknown('unit', 'x')],
    ['a parent that has ended', { parent: '老城办' }, endedUnit],
  ])('R1: %s is refused', (_, change, refusal) => {
    expect(smallDistrict().when('unit.establish', { name: 'x', kind: 'department', ...change })).toEqual(no(refusal))
  })

  it('R19: not under a unit that was not there yet', () => {
    const input = { name: 'x', kind: 'department', parent: '住建局' }
    expect(smallDistrict().when('unit.establish', input, { on: '2026-01-04' })).toEqual(
      no({ code: 'notYet', rule: 'R19', what: 'unit', id: '住建局', since: '2026-01-05', on: '2026-01-04' }),
    )
  })

  it('wrong input names its path', () => {
    const establish = (input: object) => wrongAt(() => smallDistrict().when('unit.establish', { name: 'x', kind: 'department', ...input }))
    expect(establish({ kind: 'bureau' })).toEqual(['kind'])
    expect(establish({ name: ' ' })).toEqual(['name'])
    expect(establish({ name: { zh: '营商局' } })).toEqual(['name.en'])
    expect(establish({ unit: '-x' })).toEqual(['unit'])
    expect(establish({ colour: 'red' })).toEqual([''])
  })
})

describe('unit.rename', () => {
  const data = { unit: '住建局', name: '住房和城乡建设局' }

  it('R1: keeps the earlier name with its day', () => {
    const given = smallDistrict()
    expect(given.when('unit.rename', data, { on: '2026-02-01' })).toEqual(yes({ type: 'unit.renamed', data }))
    expect(
      tablesOf(given)
        .units.get('住建局')
        ?.names.map(({ on, value }) => [on, value]),
    ).toEqual([
      ['2026-01-05', '住建局'],
      ['2026-02-01', '住房和城乡建设局'],
    ])
  })

  it('R1: only a unit that exists and has not ended', () => {
    expect(smallDistrict().when('unit.rename', { ...data, unit: 'x' })).toEqual(no(unknown('unit', 'x')))
    expect(smallDistrict().when('unit.rename', { ...data, unit: '老城办' })).toEqual(no(endedUnit))
  })

  it('R19: in the order of the days', () => {
    const given = smallDistrict().given('unit.rename', data, { on: '2026-02-01' })
    expect(given.when('unit.rename', data, { on: '2026-01-31' })).toEqual(
      no({ code: 'outOfOrder', rule: 'R19', what: 'unit', id: '住建局', last: '2026-02-01', on: '2026-01-31' }),
    )
    expect(given.when('unit.rename', data, { on: '2026-01-04' })).toEqual(
      no({ code: 'notYet', rule: 'R19', what: 'unit', id: '住建局', since: '2026-01-05', on: '2026-01-04' }),
    )
  })
})

describe('officer.appoint, officer.relieve', () => {
  const appointment = { post: '住建局长', title: '住建局局长', unit: '住建局', rank: 'unitHead', person: 'p-1' }
  const appointed = () => smallDistrict().given('officer.appoint', appointment)

  it('creates the post, and fills it anew: the earlier holder no longer has it', () => {
    const data = { ...appointment, name: '王某', illustrative: true }
    const given = smallDistrict()
    expect(given.when('officer.appoint', data)).toEqual(yes({ type: 'officer.appointed', data } as never))
    const next = { ...appointment, person: 'p-2' }
    expect(given.when('officer.appoint', next, { on: '2026-03-01' })).toEqual(yes({ type: 'officer.appointed', data: next }))
    expect(holders(given, '住建局长')).toEqual(['p-1', 'p-2'])
  })

  it('the same person again, with the same title, unit and rank, records nothing', () => {
    expect(appointed().when('officer.appoint', appointment)).toEqual(yes())
    for (const change of [{ title: '局长' }, { unit: '发改局' }, { rank: 'leader' }])
      expect(appointed().when('officer.appoint', { ...appointment, ...change })).toMatchObject({ facts: [{ data: change }] })
  })

  it('one person may hold several posts', () => {
    const given = appointed().given('officer.appoint', { ...appointment, post: '专班办主任', title: '主任' })
    expect(
      tablesOf(given)
        .posts.by('person', 'p-1')
        .map((post) => post.id),
    ).toEqual(['专班办主任', '住建局长'])
  })

  it('who holds the post is relieved of it; the post stays and may be filled again by the same person', () => {
    const given = appointed()
    const data = { post: '住建局长', person: 'p-1', reason: '调任' }
    expect(given.when('officer.relieve', data, { on: '2026-04-01' })).toEqual(yes({ type: 'officer.relieved', data }))
    expect(holders(given, '住建局长')).toEqual(['p-1', undefined])
    expect(given.when('officer.appoint', appointment)).toEqual(yes({ type: 'officer.appointed', data: appointment }))
  })

  it('R1: nobody is relieved of a post held by somebody else or by nobody', () => {
    const given = appointed().given('officer.appoint', { ...appointment, person: 'p-2' })
    const refusal = no({ code: 'notHolder', rule: 'R1', post: '住建局长', person: 'p-1' })
    expect(given.when('officer.relieve', { post: '住建局长', person: 'p-1' })).toEqual(refusal)
    const vacant = appointed().given('officer.relieve', { post: '住建局长', person: 'p-1' })
    expect(vacant.when('officer.relieve', { post: '住建局长', person: 'p-1' })).toEqual(refusal)
    expect(vacant.when('officer.relieve', { post: 'x', person: 'p-1' })).toEqual(no(unknown('post', 'x')))
  })

  it('R1: a post is in a unit that exists and has not ended', () => {
    expect(smallDistrict().when('officer.appoint', { ...appointment, unit: 'x' })).toEqual(no(unknown('unit', 'x')))
    expect(smallDistrict().when('officer.appoint', { ...appointment, unit: '老城办' })).toEqual(no(endedUnit))
  })

  it('R19: in the order of the days', () => {
    const given = appointed().given('officer.relieve', { post: '住建局长', person: 'p-1' }, { on: '2026-04-01' })
    const refusal = no({ code: 'outOfOrder', rule: 'R19', what: 'post', id: '住建局长', last: '2026-04-01', on: '2026-03-31' })
    expect(given.when('officer.appoint', appointment, { on: '2026-03-31' })).toEqual(refusal)
    expect(given.when('officer.relieve', { post: '住建局长', person: 'p-1' })).toEqual(refusal)
    expect(given.when('portfolio.assign', { post: '住建局长' })).toEqual(refusal)
  })

  it('wrong input names its path', () => {
    expect(wrongAt(() => smallDistrict().when('officer.appoint', { ...appointment, rank: 'king' }))).toEqual(['rank'])
    expect(wrongAt(() => smallDistrict().when('officer.relieve', { post: 'vice-1', person: '' }))).toEqual(['person'])
  })
})

describe('portfolio.assign', () => {
  it('is the whole portfolio anew', () => {
    const given = smallDistrict()
    const data = { post: 'vice-1', units: ['住建局', '科技局'], goals: ['g-tech'] }
    expect(given.when('portfolio.assign', data)).toEqual(yes({ type: 'portfolio.assigned', data }))
    expect(given.when('portfolio.assign', { post: 'vice-1' })).toEqual(
      yes({ type: 'portfolio.assigned', data: { post: 'vice-1', units: [], goals: [] } }),
    )
    expect(tablesOf(given).posts.get('vice-1')?.portfolios).toMatchObject([{ value: { units: data.units } }, { value: { units: [] } }])
  })

  it.each<[string, object, CoreRefusal]>([
    ['an unknown post', { post: 'x' }, unknown('post', 'x')],
    ['an unknown unit', { units: ['x'] }, unknown('unit', 'x')],
    ['a unit that has ended', { units: ['老城办'] }, endedUnit],
    ['a unit twice', { units: ['住建局', '住建局'] }, { code: 'twice', rule: 'R1', what: 'unit', id: '住建局' }],
    ['an unknown goal', { goals: ['x'] }, unknown('goal', 'x')],
    ['a dropped goal', { goals: ['g-dropped'] }, { code: 'ended', rule: 'R1', what: 'goal', id: 'g-dropped', on: '2026-01-05' }],
    ['a superseded strategy', { goals: ['g-old'] }, { code: 'ended', rule: 'R1', what: 'strategy', id: 'old', on: '2026-01-05' }],
    ['a goal twice', { goals: ['g-tech', 'g-tech'] }, { code: 'twice', rule: 'R1', what: 'goal', id: 'g-tech' }],
  ])('R1: %s is refused', (_, change, refusal) => {
    expect(smallDistrict().when('portfolio.assign', { post: 'vice-1', ...change })).toEqual(no(refusal))
  })

  it('wrong input names its path', () => {
    expect(wrongAt(() => smallDistrict().when('portfolio.assign', { post: 'vice-1', units: ['住建局', 7] }))).toEqual(['units.1'])
  })
})

describe('taskForce.form, taskForce.dissolve', () => {
  const force = { taskForce: '载体专班', name: '科技创新载体专班', leader: 'vice-1', units: ['住建局', '科技局'], tasks: ['T-1'] }

  it('has a leader, and units and tasks as named', () => {
    expect(started().when('taskForce.form', force)).toEqual(yes({ type: 'taskForce.formed', data: force }))
    expect(smallDistrict().when('taskForce.form', { name: '专班', leader: 'vice-1' })).toEqual(
      yes({ type: 'taskForce.formed', data: { taskForce: 'id-1', name: '专班', leader: 'vice-1', units: [], tasks: [] } }),
    )
  })

  it.each<[string, object, CoreRefusal]>([
    ['an unknown leader', { leader: 'x' }, unknown('post', 'x')],
    ['an unknown unit', { units: ['x'] }, unknown('unit', 'x')],
    ['a unit that has ended', { units: ['老城办'] }, endedUnit],
    ['a unit twice', { units: ['住建局', '住建局'] }, { code: 'twice', rule: 'R1', what: 'unit', id: '住建局' }],
    ['an unknown task', { tasks: ['x'] }, unknown('task', 'x')],
    ['a task twice', { tasks: ['T-1', 'T-1'] }, { code: 'twice', rule: 'R1', what: 'task', id: 'T-1' }],
  ])('R1: %s is refused', (_, change, refusal) => {
    expect(started().when('taskForce.form', { ...force, ...change })).toEqual(no(refusal))
  })

  it('R1: not for a cancelled task, and an id is used once', () => {
    expect(cancelled().when('taskForce.form', force)).toEqual(no({ code: 'ended', rule: 'R1', what: 'task', id: 'T-1', on: '2026-03-01' }))
    expect(started().given('taskForce.form', force).when('taskForce.form', force)).toEqual(
      no({ code: 'taken', rule: 'R1', what: 'taskForce', id: '载体专班' }),
    )
  })

  it('R19: not under a post that was not there yet', () => {
    expect(smallDistrict().when('taskForce.form', { name: 'x', leader: 'vice-1' }, { on: '2026-01-04' })).toEqual(
      no({ code: 'notYet', rule: 'R19', what: 'post', id: 'vice-1', since: '2026-01-05', on: '2026-01-04' }),
    )
  })

  it('R1, R19: is dissolved once, not before it was formed', () => {
    const given = started().given('taskForce.form', force, { on: '2026-02-01' })
    const data = { taskForce: '载体专班', reason: '任务完成' }
    expect(given.when('taskForce.dissolve', data, { on: '2026-01-31' })).toEqual(
      no({ code: 'notYet', rule: 'R19', what: 'taskForce', id: '载体专班', since: '2026-02-01', on: '2026-01-31' }),
    )
    expect(given.when('taskForce.dissolve', data, { on: '2026-06-01' })).toEqual(yes({ type: 'taskForce.dissolved', data }))
    expect(given.when('taskForce.dissolve', data)).toEqual(
      no({ code: 'ended', rule: 'R1', what: 'taskForce', id: '载体专班', on: '2026-06-01' }),
    )
    expect(given.when('taskForce.dissolve', { taskForce: 'x' })).toEqual(no(unknown('taskForce', 'x')))
  })

  it('wrong input names its path', () => {
    expect(wrongAt(() => smallDistrict().when('taskForce.form', { name: '专班' }))).toEqual(['leader'])
  })
})
