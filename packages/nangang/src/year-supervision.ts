import { discipline, head, leader, of, office } from './organisation.ts'
import type { Script } from './script.ts'
import type { Named } from './types.ts'
import { dayOf, nOf } from './year-days.ts'

const t = (zh: string, en: string): Named => ({ zh, en })
const system = { person: 'system', unit: 'system', roles: ['system'] }
const committee = { person: 'p-committee', unit: 'district-committee', roles: ['committee'] }
const evidence = [{ title: '佐证材料' }]
const decision = { basis: { kind: 'decision' as const, title: '区委常委会决定' } }
const months = ['03', '04', '05', '06', '07', '08', '09', '10', '11', '12']

/** Reminders on time, meetings, summaries, reviews and inspections, and the ladder of consequences up to its end. All illustrative. */
export function supervision(to: Script): void {
  to.add(
    '2022-03-01',
    head,
    'rulebook.adopt',
    {
      rulebook: 'rulebook-2022',
      name: t('2022年督查督办规则（示例）', 'Rule book of supervision 2022 (illustrative)'),
      reminderDay: 6,
      meetingDays: 30,
    },
    { basis: { kind: 'meeting', title: '区委常委会会议' } },
  )
  reminders(to)
  meetings(to)
  reviews(to)
  consequences(to)
}

/** On the 6th and the 20th; in August nobody ran it, which September's reminders list as missed. */
function reminders(to: Script): void {
  for (const month of months) {
    if (month === '08') continue
    to.add(`2022-${month}-06`, system, 'supervision.run', {})
    to.add(`2022-${month}-20`, system, 'supervision.run', {})
  }
  // Housing is behind with the shanty areas all year, and answers; culture and tourism does not.
  for (const month of ['06', '07', '09', '10'])
    to.add(dayOf(nOf(`2022-${month}-06`) + 3), of('housing'), 'reminder.answer', {
      reminder: `2022-${month}-housing`,
      answer: t('已倒排工期，逐项落实', 'Every item has a date now'),
      evidence,
    })
  to.add('2022-12-22', office, 'reminder.issue', {
    reminder: 'by-hand-1',
    unit: 'culture-tourism',
    kind: 'urge',
    skipReason: t('年底前集中催办', 'Everything late is urged before the year ends'),
  })
}

function meetings(to: Script): void {
  for (const month of months)
    to.add(`2022-${month}-25`, office, 'meeting.hold', {
      meeting: `meeting-${month}`,
      title: t(`${Number(month)}月推进例会`, `Routine meeting of month ${Number(month)}`),
      minutes: [{ title: '会议纪要' }],
    })
  to.add('2022-09-28', head, 'meeting.hold', {
    meeting: 'meeting-shanty',
    title: t('回迁房供暖专题会', 'Meeting on how the new homes are heated'),
    tasks: ['shanty-areas'],
    problems: ['shanty-p1'],
    conclusions: [t('供暖季前必须通热', 'The heat is on before the season')],
    decisions: [
      {
        coordination: 'shanty-c2',
        problem: 'shanty-p1',
        opinion: t('成立工作专班，每日调度', 'A team of its own, which reports every day'),
        items: [{ unit: 'housing', what: t('每日报送进度', 'Report every day'), due: '2022-10-15' }],
      },
    ],
  })
  to.add('2022-10-14', of('housing'), 'execution.report', {
    coordination: 'shanty-c2',
    item: 'I1',
    narrative: t('已每日报送', 'Reported every day'),
    evidence,
  })
  for (const [quarter, day] of [
    ['2022-Q1', '2022-04-08'],
    ['2022-Q2', '2022-07-08'],
    ['2022-Q3', '2022-10-10'],
    ['2022-Q4', '2023-01-10'],
  ] as const)
    to.add(day, committee, 'summary.present', {
      summary: `summary-${quarter}`,
      quarter,
      heardBy: 'standing-committee',
      conclusions: [t('肯定成绩，逐项销号清零', 'Good work; what is open is to be struck off item by item')],
    })
}

function reviews(to: Script): void {
  to.add('2022-06-13', leader('lead-city', '2022-06-13'), 'fileReview.call', {
    fileReview: 'review-shanty',
    subject: { task: 'shanty-areas' },
    due: '2022-06-20',
    reason: t('征收进度滞后', 'Few have signed'),
  })
  to.add('2022-06-21', leader('lead-city', '2022-06-21'), 'fileReview.complete', {
    fileReview: 'review-shanty',
    opinion: t('增加入户力量，按周报送', 'More people go from door to door; a report every week'),
  })
  to.add('2022-05-18', office, 'inspection.hold', {
    inspection: 'inspection-dust',
    kind: 'crossUnit',
    title: t('扬尘治理联合督查', 'Inspection of dust across units'),
    units: ['housing', 'urban-management'],
    findings: [
      { unit: 'housing', what: t('两处工地未覆盖', 'Two sites were not covered'), due: '2022-06-10' },
      { unit: 'urban-management', what: t('洒水频次不足', 'Roads were not sprinkled often enough'), due: '2022-06-10' },
    ],
  })
  to.add('2022-06-08', of('housing'), 'finding.rectify', {
    inspection: 'inspection-dust',
    finding: 'F1',
    how: t('已全部覆盖', 'All covered'),
    evidence,
  })
}

/** Culture and tourism leaves two tasks without a lead all year: reminded, urged, criticised, talked to, listed, held to account. */
function consequences(to: Script): void {
  to.add('2022-07-26', office, 'circular.issue', {
    circular: 'circular-1',
    kind: 'criticism',
    units: ['culture-tourism'],
    tasks: ['local-culture'],
    title: t('关于部分任务推进缓慢的通报', 'On tasks that are slow'),
    content: t('两项任务至今未明确牵头领导', 'Two tasks still have no lead leader'),
    round: '2022-Q2',
  })
  to.add('2022-07-27', office, 'circular.issue', {
    circular: 'circular-2',
    kind: 'praise',
    units: ['education', 'petitions'],
    title: t('关于二季度先进单位的通报', 'On units that did well in the second quarter'),
    content: t('重点工作成效明显', 'Their key work shows'),
    round: '2022-Q2',
  })
  to.add('2022-07-28', head, 'incentive.grant', {
    incentive: 'incentive-1',
    unit: 'education',
    kind: 'honour',
    what: t('授予先进集体称号', 'Named an exemplary unit'),
    round: '2022-Q2',
  })
  to.add('2022-08-30', leader('lead-commerce', '2022-08-30'), 'interview.hold', {
    interview: 'interview-1',
    unit: 'culture-tourism',
    tasks: ['local-culture'],
    reason: t('通报后仍无进展', 'Nothing moved after the circular'),
    commitments: [t('一个月内启动', 'It starts within a month')],
    due: '2022-09-30',
  })
  to.add('2022-10-24', head, 'listing.place', {
    listing: 'listing-1',
    unit: 'culture-tourism',
    tasks: ['local-culture', 'intangible-heritage'],
    reason: t('逾期未启动', 'Not started long after the date'),
    due: '2022-12-15',
  })
  to.add('2022-11-14', discipline, 'accountability.open', {
    accountability: 'accountability-1',
    unit: 'culture-tourism',
    tasks: ['local-culture'],
    cause: t('约谈承诺未兑现', 'What was promised in the interview was not done'),
  })
  to.add(
    '2022-12-05',
    discipline,
    'accountability.decide',
    {
      accountability: 'accountability-1',
      outcome: 'admonished',
      finding: t('责任落实不到位', 'Duties were not carried out'),
    },
    decision,
  )
  to.add(
    '2022-12-19',
    head,
    'listing.lift',
    {
      listing: 'listing-1',
      result: t('两项任务已列入明年计划并明确责任', 'Both tasks are in next year’s plan, with owners'),
      evidence,
    },
    decision,
  )
}
