import { foundation } from './foundation.ts'
import { discipline, head, leader, of, office } from './organisation.ts'
import { type Dice, dice as diceOf } from './random.ts'
import { type Script, script } from './script.ts'
import { gaps } from './tasks.ts'
import type { AnyStep, Named, Step } from './types.ts'
import { assessment } from './year-assessment.ts'
import { dayOf, monthEnds, nOf } from './year-days.ts'
import { succession } from './year-succession.ts'
import { supervision } from './year-supervision.ts'
import { merger, type Pace, playTask } from './year-task.ts'

/** Which of the tasks get their missing lead in spring, and when; the others keep their gap and do not start. */
const assigned: Readonly<Record<string, string>> = { 'elderly-quality': '2022-03-21' }
/** Tasks whose lives are told line by line in `incidents`. */
const told = new Set(['tech-services', 'road-microcirculation', 'junyikang-fermentation', 'shanty-areas', 'second-hospital'])

const t = (zh: string, en: string): Named => ({ zh, en })
const meeting = (title: string) => ({ basis: { kind: 'meeting' as const, title } })

/**
 * An illustrative year: what the office, leaders and units of the district might have sent in 2022, and until the year was
 * assessed and the strategy succeeded in January 2023, in the order of entry. The
 * same seed gives the same steps. Everything in it is made up; it follows `foundation`.
 */
export function illustrativeYear(options: { readonly seed?: number } = {}): readonly AnyStep[] {
  const to = script('y')
  const seed = options.seed ?? 1123
  const dice = diceOf(seed)
  beginnings(to)
  const tasks = foundation.filter((step): step is Step<'task.register'> => step.command === 'task.register')
  for (const { input } of tasks) {
    const id = input.task as string
    if (told.has(id) || (gaps[id] === 'lead' && assigned[id] === undefined)) continue
    const pace = dice.pick<Pace>(['good', 'good', 'good', 'slow', 'slow', 'slow', 'late', 'late', 'stuck'])
    const from = assigned[id]
    playTask(
      to,
      dice,
      from === undefined ? input : { ...input, schedule: { from, due: input.schedule.due } },
      gaps[id] === 'content' ? 'slow' : pace,
    )
  }
  measurements(to, dice)
  changes(to)
  incidents(to)
  assessment(to, diceOf(seed + 1))
  supervision(to)
  succession(to)
  return to.steps()
}

function beginnings(to: Script): void {
  const goals = foundation.flatMap((step) =>
    step.command === 'goal.set' && step.input.strategy === 'nangang-1123' ? [step.input.goal as string] : [],
  )
  to.add(
    '2022-01-12',
    head,
    'annualPlan.adopt',
    { annualPlan: 'plan-2022', strategy: 'nangang-1123', year: 2022, name: t('2022年度重点工作', 'Key work of 2022'), goals },
    meeting('区委常委会会议'),
  )
  to.add('2022-01-12', office, 'task.register', {
    task: 'carried-2021',
    title: t('上年结转整改事项（示例）', 'Matters carried over from last year (illustrative)'),
    goal: 'carry-over-2021',
    content: t('完成上年检查反馈的整改', 'Mend what last year’s check found'),
    schedule: { from: '2022-01-12', due: '2022-06-30' },
    lead: 'lead-executive',
    responsible: 'dev-reform',
    milestones: [{ milestone: 'M1', title: t('整改完成', 'Mended'), due: '2022-06-30' }],
    illustrative: true,
  })
  to.add(
    '2022-01-13',
    head,
    'strategy.supersede',
    {
      strategy: 'nangang-2021',
      by: 'nangang-1123',
      reason: t('新战略接续', 'The new strategy goes on from here'),
      moves: [{ task: 'carried-2021', goal: 'reform-model' }],
    },
    meeting('区委常委会会议'),
  )
  to.add('2022-01-14', office, 'taskForce.form', {
    taskForce: 'force-expo',
    name: t('会展城建设专班', 'Task force for the exhibition city'),
    leader: 'lead-commerce',
    units: ['exhibition', 'commerce', 'housing'],
    tasks: ['expo-city'],
    illustrative: true,
  })
  to.add('2022-01-14', office, 'taskForce.form', {
    taskForce: 'force-renewal',
    name: t('城市更新专班', 'Task force for urban renewal'),
    leader: 'lead-city',
    units: ['housing', 'urban-management'],
    tasks: ['old-communities', 'urban-village-hada'],
    illustrative: true,
  })
  for (const [task, lead] of [
    ['haxi-complex', 'lead-city'],
    ['financial-park', 'lead-industry'],
    ['expo-city', 'lead-commerce'],
  ] as const)
    to.add('2022-01-18', leader(lead, '2022-01-18'), 'supervision.mark', { task, by: 'leader' })
  for (const task of ['livelihood-projects', 'mixed-ownership-fendou'])
    to.add('2022-01-19', discipline, 'supervision.mark', { task, by: 'discipline' })
  to.add('2022-03-21', office, 'task.assign', {
    task: 'elderly-quality',
    lead: 'lead-livelihood',
    reason: t('补齐牵头领导', 'The lead leader was missing'),
  })
}

/** Indicators are measured by the quarter, unemployment by the month; one value is corrected, one target changed. */
function measurements(to: Script, dice: Dice): void {
  const quarterly: readonly (readonly [indicator: string, unit: string, values: readonly number[]])[] = [
    ['innovation-circle-minutes', 'science-tech', [16, 14, 12, 10]],
    ['market-entities-multiple', 'market-regulation', [1.15, 1.4, 1.6, 1.82]],
    ['four-above-count', 'dev-reform', [486, 501, 517, 540]],
    ['public-kindergarten-share', 'education', [42.5, 45, 48.2, 50.3]],
    ['preschool-enrolment', 'education', [85, 86.4, 88.1, 89.2]],
    ['fitness-circle-minutes', 'sports', [18, 16, 13, 11]],
  ]
  for (const [indicator, unit, values] of quarterly)
    values.forEach((value, quarter) => {
      const on = monthEnds[quarter * 3 + 2] as string
      const entered = dayOf(Math.min(nOf('2022-12-31'), nOf(on) + dice.between(0, 8)))
      to.add(
        entered,
        of(unit),
        'measurement.record',
        { measurement: `${indicator}-q${quarter + 1}`, indicator, value, evidence: [{ title: '统计报表' }] },
        { on },
      )
    })
  const monthly = [4.9, 4.9, 4.8, 4.8, 4.7, 4.7, 4.6, 4.6, 4.5, 4.5, 4.4, 4.4]
  monthly.forEach((value, month) => {
    const on = monthEnds[month] as string
    to.add(
      dayOf(Math.min(nOf('2022-12-31'), nOf(on) + 5)),
      office,
      'measurement.record',
      { measurement: `unemployment-${on.slice(5, 7)}`, indicator: 'unemployment-rate', value },
      { on },
    )
  })
  to.add('2022-05-20', office, 'measurement.correct', {
    measurement: 'unemployment-03',
    value: 4.85,
    reason: t('统计口径调整', 'The method of counting changed'),
  })
  to.add('2022-07-20', office, 'indicator.retarget', {
    indicator: 'preschool-enrolment',
    baseline: 84,
    target: 90,
    due: '2022-12-31',
    checkpoints: [{ on: '2022-09-30', value: 88 }],
    reason: t('增设三季度检查点', 'A checkpoint for the third quarter was added'),
  })
}

/** What changes in the organisation and in the strategy's tree. */
function changes(to: Script): void {
  to.add('2022-02-15', office, 'unit.establish', {
    unit: 'affairs-centre',
    name: t('综合事务中心（示例）', 'General affairs centre (illustrative)'),
    kind: 'institution',
    level: 'district',
    illustrative: true,
  })
  to.add('2022-02-15', office, 'unit.establish', {
    unit: 'archives',
    name: t('档案馆（示例）', 'Archives (illustrative)'),
    kind: 'institution',
    level: 'district',
    illustrative: true,
  })
  to.add('2022-04-01', office, 'unit.rename', {
    unit: 'investment',
    name: t('投资促进和企业服务局', 'Investment Promotion and Enterprise Service Bureau'),
  })
  to.add(
    merger.on,
    office,
    'unit.merge',
    { units: [merger.from], into: merger.into, name: t('商务和会展局', 'Commerce and Exhibition Bureau') },
    { basis: { kind: 'document', title: '机构改革方案' } },
  )
  to.add('2022-08-01', office, 'unit.split', { unit: 'affairs-centre', into: ['archives', 'petitions'], rest: 'archives' })
  to.add('2022-09-01', office, 'unit.abolish', { unit: 'archives' })
  to.add('2022-07-15', office, 'officer.relieve', {
    post: 'lead-livelihood',
    person: 'p-lead-livelihood',
    reason: '工作调整',
  })
  to.add('2022-07-15', office, 'officer.appoint', {
    post: 'lead-livelihood',
    title: t('分管民生副区长', 'Deputy head for livelihood'),
    unit: 'district-government',
    rank: 'leader',
    person: 'p-lead-livelihood-2',
    illustrative: true,
  })
  to.add('2022-11-10', office, 'officer.relieve', { post: 'lead-agriculture', person: 'p-lead-agriculture', reason: '退休' })
  // who has left may ask that what is sealed about them becomes unreadable
  to.add('2022-12-20', office, 'person.erase', { person: 'p-lead-agriculture' }, { basis: { kind: 'document', title: '本人申请' } })
  to.add('2022-12-10', office, 'taskForce.dissolve', {
    taskForce: 'force-renewal',
    reason: t('任务转入常态', 'The work goes on as a routine'),
  })
  to.add('2022-03-10', office, 'goal.set', {
    goal: 'night-economy',
    strategy: 'nangang-1123',
    parent: 'consumer-leading',
    name: t('夜间经济（示例）', 'Night economy (illustrative)'),
    order: 900,
  })
  to.add('2022-03-10', office, 'task.register', {
    task: 'night-market',
    title: t('打造夜间集市（示例）', 'Night market (illustrative)'),
    goal: 'night-economy',
    content: t('选址、招商并试营业', 'Choose the place, find traders, open'),
    schedule: { from: '2022-03-15', due: '2022-11-30' },
    lead: 'lead-commerce',
    responsible: 'commerce',
    milestones: [{ milestone: 'M1', title: t('试营业', 'Opened'), due: '2022-09-30' }],
    illustrative: true,
  })
  to.add('2022-05-06', office, 'goal.revise', {
    goal: 'urban-renewal',
    weight: 2,
    reason: t('加大更新项目权重', 'Renewal counts for more'),
  })
  to.add('2022-06-15', office, 'goal.drop', {
    goal: 'night-economy',
    reason: t('并入秋林片区', 'Joined with Qiulin'),
    moves: [{ task: 'night-market', goal: 'line-qiulin' }],
  })
  to.add('2022-04-20', office, 'policy.issue', {
    policy: 'relief-2022',
    name: t('助企纾困临时措施（示例）', 'Temporary relief for firms (illustrative)'),
    kind: 'measure',
    issuer: 'promotion-office',
    tasks: ['sme-growth'],
    measures: [{ measure: 'rent', name: t('减免租金', 'Rent relief'), aspect: t('财政', 'Finance'), state: 'inForce' }],
    illustrative: true,
  })
  to.add('2022-10-31', office, 'policy.repeal', { policy: 'relief-2022', reason: t('期限届满', 'It ran out'), by: 'incentive-assessment' })
}

/** A few tasks told line by line, so that every kind of command is sent in the year. */
function incidents(to: Script): void {
  const evidence = [{ title: '佐证材料' }]
  // Suspended, resumed, then cancelled after its problem was withdrawn.
  to.add('2022-03-05', office, 'task.amend', {
    task: 'tech-services',
    content: t('扶持检测、设计和知识产权服务机构', 'Support testing, design and intellectual property services'),
    reason: t('补充工作内容', 'The content was missing'),
  })
  to.add('2022-03-08', of('science-tech'), 'task.start', { task: 'tech-services' })
  to.add('2022-04-12', of('science-tech'), 'problem.raise', {
    problem: 'tech-p1',
    task: 'tech-services',
    title: t('服务机构入驻意愿下降', 'Service firms hesitate to come'),
    severity: 'normal',
  })
  to.add(
    '2022-05-10',
    office,
    'task.suspend',
    { task: 'tech-services', until: '2022-08-31', reason: t('等待市级政策', 'Waiting for the city’s policy') },
    meeting('推进例会'),
  )
  to.add('2022-08-20', office, 'task.resume', { task: 'tech-services' })
  to.add('2022-09-05', of('science-tech'), 'problem.withdraw', {
    problem: 'tech-p1',
    reason: t('市级政策已覆盖', 'The city’s policy covers it'),
  })
  to.add('2022-09-20', office, 'task.cancel', { task: 'tech-services', reason: t('并入市级平台', 'Joined with the city’s platform') })
  // Transferred, carried over, its milestone reopened, its closing withdrawn and then asked for by another unit.
  to.add('2022-04-06', of('urban-management'), 'task.start', { task: 'road-microcirculation' })
  to.add('2022-05-12', office, 'task.transfer', { task: 'road-microcirculation', to: 'housing', reason: t('职责调整', 'Duties moved') })
  to.add('2022-05-20', of('housing'), 'milestone.reach', { task: 'road-microcirculation', milestone: 'M1', evidence })
  to.add('2022-05-24', office, 'milestone.confirm', { task: 'road-microcirculation', milestone: 'M1' })
  to.add('2022-06-10', office, 'milestone.reopen', {
    task: 'road-microcirculation',
    milestone: 'M1',
    reason: t('复核发现遗漏', 'A check found gaps'),
  })
  to.add('2022-06-20', of('housing'), 'milestone.reach', { task: 'road-microcirculation', milestone: 'M1', evidence })
  to.add('2022-06-23', office, 'milestone.confirm', { task: 'road-microcirculation', milestone: 'M1' })
  to.add('2022-08-25', of('housing'), 'milestone.reach', { task: 'road-microcirculation', milestone: 'M2', evidence })
  to.add('2022-08-29', office, 'milestone.confirm', { task: 'road-microcirculation', milestone: 'M2' })
  to.add('2022-10-25', of('housing'), 'milestone.reach', { task: 'road-microcirculation', milestone: 'M3', evidence })
  to.add('2022-10-27', office, 'milestone.confirm', { task: 'road-microcirculation', milestone: 'M3' })
  to.add('2022-10-28', of('housing'), 'closing.request', { closing: 'road-s1', subject: { task: 'road-microcirculation' }, evidence })
  to.add('2022-10-29', of('housing'), 'closing.withdraw', { closing: 'road-s1', reason: t('补充材料', 'More evidence is to come') })
  to.add('2022-11-08', of('housing'), 'closing.request', { closing: 'road-s2', subject: { task: 'road-microcirculation' }, evidence })
  to.add('2022-11-12', office, 'closing.approve', { closing: 'road-s2' })
  to.add('2022-09-10', of('housing'), 'extension.request', {
    extension: 'road-x',
    task: 'road-microcirculation',
    due: '2022-11-20',
    reason: t('雨季影响', 'The rainy season'),
  })
  to.add('2022-09-14', office, 'extension.grant', { extension: 'road-x' })
  // A decision rescinded and another passed on to a different unit; lateness excused.
  to.add('2022-01-24', of('agriculture'), 'task.start', { task: 'junyikang-fermentation' })
  to.add('2022-03-02', of('agriculture'), 'problem.raise', {
    problem: 'ferment-p1',
    task: 'junyikang-fermentation',
    title: t('秸秆收储半径过大', 'Straw has to be fetched from too far'),
    severity: 'severe',
  })
  to.add('2022-03-05', of('agriculture'), 'problem.escalate', {
    problem: 'ferment-p1',
    to: 'lead-agriculture',
    reason: t('需区领导协调', 'A leader has to settle it'),
  })
  to.add('2022-03-09', leader('lead-agriculture', '2022-03-09'), 'coordination.decide', {
    coordination: 'ferment-c1',
    problem: 'ferment-p1',
    opinion: t('由水务局提供场地', 'The water bureau gives a place'),
    items: [{ unit: 'water', what: t('提供临时场地', 'Give a place for a while'), due: '2022-04-30' }],
  })
  to.add('2022-03-20', leader('lead-agriculture', '2022-03-20'), 'coordination.rescind', {
    coordination: 'ferment-c1',
    reason: t('场地不符合环保要求', 'The place breaks environmental rules'),
  })
  to.add('2022-03-25', leader('lead-agriculture', '2022-03-25'), 'coordination.decide', {
    coordination: 'ferment-c2',
    problem: 'ferment-p1',
    opinion: t('由王岗镇统筹收储点', 'The town of Wanggang arranges collection'),
    items: [{ unit: 'environment', what: t('选定收储点', 'Choose places'), due: '2022-05-31' }],
  })
  to.add('2022-04-02', office, 'coordination.transfer', {
    coordination: 'ferment-c2',
    item: 'I1',
    to: 'wanggang-town',
    reason: t('属地负责', 'It is for the place itself'),
  })
  to.add('2022-05-25', of('wanggang-town'), 'execution.report', {
    coordination: 'ferment-c2',
    item: 'I1',
    narrative: t('已设三处收储点', 'Three places set up'),
    evidence,
  })
  to.add('2022-06-02', of('agriculture'), 'problem.resolve', {
    problem: 'ferment-p1',
    how: t('收储半径缩短', 'The way is shorter now'),
    evidence,
  })
  to.add('2022-06-06', office, 'problem.transfer', {
    problem: 'ferment-p1',
    to: 'wanggang-town',
    reason: t('后续由属地跟进', 'The place follows it up'),
  })
  to.add('2022-06-10', of('wanggang-town'), 'closing.request', { closing: 'ferment-s1', subject: { problem: 'ferment-p1' }, evidence })
  to.add('2022-06-15', office, 'closing.approve', { closing: 'ferment-s1' })
  to.add('2022-07-20', discipline, 'closing.revoke', {
    closing: 'ferment-s1',
    reason: t('一处收储点未启用', 'One of the places is not in use'),
  })
  to.add(
    '2022-10-25',
    head,
    'lateness.excuse',
    { task: 'junyikang-fermentation', reason: t('汛情影响', 'Floods') },
    { basis: { kind: 'decision', title: '区委常委会决定' } },
  )
  // Carried over into the next year's plan, with a later date asked for in time.
  to.add('2022-03-04', of('housing'), 'task.start', { task: 'shanty-areas' })
  to.add('2022-11-20', of('housing'), 'extension.request', {
    extension: 'shanty-x',
    task: 'shanty-areas',
    due: '2023-06-30',
    reason: t('征收签约未完成', 'Not all have signed'),
  })
  to.add('2022-11-25', office, 'extension.refuse', { extension: 'shanty-x', reason: t('另行结转下年', 'It is carried over instead') })
  to.add('2022-12-05', office, 'task.carryOver', {
    task: 'shanty-areas',
    goal: 'urban-renewal',
    due: '2023-06-30',
    reason: t('结转下年继续实施', 'It goes on next year'),
  })
  // The office's own matter: asked for by the office, verified by a leader.
  to.add('2022-03-07', of('health'), 'task.start', { task: 'second-hospital' })
  to.add('2022-05-16', office, 'problem.raise', {
    problem: 'hospital-p1',
    task: 'second-hospital',
    unit: 'promotion-office',
    title: t('选址意见汇总滞后', 'Opinions on the site are slow to come in'),
    severity: 'minor',
    source: 'meeting',
  })
  to.add('2022-06-01', of('promotion-office'), 'problem.resolve', {
    problem: 'hospital-p1',
    how: t('已汇总上报', 'Gathered and handed in'),
    evidence,
  })
  to.add('2022-06-02', of('promotion-office'), 'closing.request', { closing: 'hospital-s1', subject: { problem: 'hospital-p1' }, evidence })
  to.add('2022-06-07', leader('lead-livelihood', '2022-06-07'), 'closing.approve', { closing: 'hospital-s1' })
  // Decided on in autumn, with one part done and one still to be done at the quarter's end.
  to.add('2022-08-24', of('housing'), 'problem.raise', {
    problem: 'shanty-p1',
    task: 'shanty-areas',
    title: t('回迁房供暖接入未定', 'It is open how the new homes are heated'),
    severity: 'severe',
    related: ['urban-management'],
  })
  to.add('2022-09-08', leader('lead-city', '2022-09-08'), 'coordination.decide', {
    coordination: 'shanty-c1',
    problem: 'shanty-p1',
    opinion: t('先行接入区域热源，同步建设换热站', 'Connect to the district heat first and build the exchange station meanwhile'),
    items: [
      { unit: 'urban-management', what: t('批准管线开挖', 'Permit the digging'), due: '2022-09-25' },
      { unit: 'housing', what: t('完成换热站建设', 'Build the exchange station'), due: '2022-10-20' },
    ],
  })
  to.add('2022-09-22', of('urban-management'), 'execution.report', {
    coordination: 'shanty-c1',
    item: 'I1',
    narrative: t('已批准', 'Permitted'),
    evidence,
  })
  to.add('2022-10-18', of('housing'), 'execution.report', {
    coordination: 'shanty-c1',
    item: 'I2',
    narrative: t('换热站投用', 'In use'),
    evidence,
  })
  to.add('2022-10-20', of('housing'), 'problem.resolve', { problem: 'shanty-p1', how: t('已接通供暖', 'The heat is on'), evidence })
  to.add('2022-10-21', of('housing'), 'closing.request', { closing: 'shanty-s1', subject: { problem: 'shanty-p1' }, evidence })
  to.add('2022-10-25', office, 'closing.approve', { closing: 'shanty-s1' })
  to.add('2022-09-01', of('health'), 'problem.raise', {
    problem: 'hospital-p2',
    task: 'second-hospital',
    title: t('可研评审排期靠后', 'The study waits long for its review'),
    severity: 'normal',
  })
  to.add('2022-09-28', of('health'), 'problem.resolve', {
    problem: 'hospital-p2',
    how: t('已提前评审', 'The review was brought forward'),
    evidence,
  })
  to.add('2022-10-09', of('health'), 'closing.request', { closing: 'hospital-s2', subject: { problem: 'hospital-p2' }, evidence })
  to.add('2022-10-12', office, 'closing.approve', { closing: 'hospital-s2' })
}
