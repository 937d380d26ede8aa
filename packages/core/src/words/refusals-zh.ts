import type { Language } from './language.ts'

const list = (ids: readonly string[]): string => (ids.length > 8 ? `${ids.slice(0, 8).join('、')}等${ids.length}项` : ids.join('、'))

/** `问题p1、p2；节点m1`：有什么说什么。 */
const each = (parts: readonly (readonly [string, readonly string[]])[]): string =>
  parts
    .filter(([, ids]) => ids.length > 0)
    .map(([name, ids]) => `${name}${list(ids)}`)
    .join('；')

export const refusalsZh: Language['refusals'] = {
  forbidden: ({ command, roles, allowed }, words) => {
    const who = allowed
      .map(({ role, where }) => words.code('role', role) + (where === undefined ? '' : `（${words.code('where', where)}）`))
      .join('、')
    const has = roles.map((role) => words.code('role', role)).join('、')
    return who === ''
      ? `“${words.command(command)}”不对任何人开放。`
      : `当前身份（${has}）无权“${words.command(command)}”；可由${who}办理。`
  },
  unknown: ({ what, id }, words) => `没有编号为${id}的${words.code('kind', what)}（规则R1）。`,
  taken: ({ what, id }, words) => `编号${id}已被另一${words.code('kind', what)}占用，请换一个（规则R1）。`,
  ended: ({ what, id, on }, words) => `${words.code('kind', what)}${id}已于${on}终止，不再承担新的事项（规则R1）。`,
  needsPlaces: ({ goal, tasks, goals }) =>
    `目标${goal}之下还有${each([
      ['任务', tasks],
      ['目标', goals],
    ])}；请写明每项任务的去向，并先移走或取消下级目标（规则R1）。`,
  cycle: ({ path }) => `目标会成为自己的上级：${path.join(' → ')}（规则R2）。`,
  otherStrategy: ({ goal, strategy }) => `目标${goal}不属于战略${strategy}（规则R2）。`,
  tooDeep: ({ goal, levels }) => `目标${goal}的层级超出战略规定的${levels}级（规则R2）。`,
  notReady: ({ task, missing }, words) =>
    `任务${task}还不能启动，缺少：${missing.map((one) => words.code('missing', one)).join('、')}（规则R3）。`,
  wrongStage: ({ rule, what, id, stage, allowed }, words) =>
    `${words.code('kind', what)}${id}目前为“${words.code('anyState', stage)}”，只有${allowed.map((one) => `“${words.code('anyState', one)}”`).join('或')}时才可办理（规则${rule}）。`,
  standing: ({ task }) => `任务${task}是常态化任务，不予销号；请对其节点销号（规则R4）。`,
  openItems: ({ task, problems, milestones, decisions }) =>
    `任务${task}还有未了事项：${each([
      ['问题', problems],
      ['节点', milestones],
      ['协调意见', decisions],
    ])}（规则R5）。`,
  evidenceMissing: () => '申请销号须附佐证材料，至少一份（规则R6）。',
  reasonMissing: ({ rule }) => `须写明理由（规则${rule}）。`,
  ownUnit: ({ command, unit }, words) => `单位${unit}是本事项的当事方，不能“${words.command(command)}”，须由其他单位办理（规则R6）。`,
  needsLeader: ({ command }, words) => `此事由推进办自身提出，“${words.command(command)}”须由领导办理（规则R6）。`,
  needsConsent: ({ problem, deciders }) => `问题${problem}已有协调意见，撤回须经提出意见的领导同意：${list(deciders)}（规则R7）。`,
  outsideSchedule: ({ milestone, due, from, until }) => `节点${milestone}的时限${due}不在任务的进度安排${from}至${until}之内（规则R8）。`,
  reachedAlready: ({ task, milestone }) => `任务${task}的节点${milestone}已经达成（规则R8）。`,
  tooLate: ({ what, id, due, on }, words) => `${words.code('kind', what)}${id}的时限是${due}，${on}再申请延期已晚（规则R9）。`,
  notLater: ({ due, asked }) => `申请的日期${asked}不晚于现有时限${due}（规则R9）。`,
  narrativeMissing: ({ task, from, to }) => `任务${task}的进度由${from}%降至${to}%，须说明原因（规则R10）。`,
  disputedAlready: ({ report }) => `反馈${report}已被存疑（规则R10）。`,
  badTarget: ({ indicator, problem }, words) => `指标${indicator}的目标设定不当：${words.code('badTarget', problem)}（规则R11）。`,
  noSuccessor: ({ unit, tasks, problems, decisions }) =>
    `单位${unit}仍承担${each([
      ['任务', tasks],
      ['问题', problems],
      ['协调意见', decisions],
    ])}，须指定承接单位（规则R17）。`,
  commandReused: ({ id }) => `命令编号${id}已用于其他内容，新的命令须用新的编号（规则R18）。`,
  inFuture: ({ on, today }) => `${on}尚未到来，今天是${today}（规则R19）。`,
  notYet: ({ what, id, since, on }, words) => `${words.code('kind', what)}${id}自${since}起才有，${on}时还没有（规则R19）。`,
  outOfOrder: ({ what, id, last, on }, words) => `${words.code('kind', what)}${id}最近一项记载的日期是${last}，${on}在其之前（规则R19）。`,
  badPeriod: ({ rule, from, to }) => `期间的结束日${to}早于开始日${from}（规则${rule}）。`,
  basisMissing: ({ rule, command }, words) => `“${words.command(command)}”须写明所依据的文件、会议或决定（规则${rule}）。`,
  notHolder: ({ post, person }) => `${person}并未担任岗位${post}（规则R1）。`,
  sameUnit: ({ what, id, unit }, words) => `${words.code('kind', what)}${id}本来就在单位${unit}（规则R1）。`,
  twice: ({ what, id }, words) => `${words.code('kind', what)}${id}重复出现（规则R1）。`,
  marksDoNotSum: ({ scheme, group, sum, full }) => `考核办法${scheme}中组别${group}的基本分合计${sum}，应为${full}（规则R12）。`,
  unknownMetric: ({ metric, known }) => `没有名为${metric}的考核数据项；可用的有：${known.join('、')}（规则R12）。`,
  badTerms: ({ rule, id, problem }, words) => `${id}的规定不当：${words.code('badTerms', problem)}（规则${rule}）。`,
  roundNotOver: ({ round, to, on }) => `考核${round}的期间到${to}为止，${on}尚不能计分（规则R13）。`,
  panelMissing: ({ round, panel, units }) => `考核${round}的评议项${panel}还缺这些单位的打分：${list(units)}（规则R13）。`,
  openAppeals: ({ round, appeals }) => `考核${round}还有未裁定的申诉：${list(appeals)}（规则R13）。`,
  notInRound: ({ round, unit }) => `单位${unit}不在考核${round}之内（规则R13）。`,
  appealOver: ({ round, until, on }) => `对考核${round}的申诉截至${until}，${on}已过期限（规则R13）。`,
  appealsPossible: ({ round, until, on }) => `考核${round}在${until}之前仍可申诉，${on}尚不能公布（规则R13）。`,
  badAdjustment: ({ appeal, upheld }) =>
    upheld ? `申诉${appeal}成立的，须写明调整分值（规则R13）。` : `申诉${appeal}不成立的，不得调整分值（规则R13）。`,
  yearNotCovered: ({ from, days }) => `无法从${from}起计算${days}个工作日：日历未收录有关年份（规则R15）。`,
  remindedAlready: ({ unit, period, reminder }) => `已就${period}提醒过单位${unit}（${reminder}），不再重复（规则R15）。`,
  notDue: ({ unit, period }) => `单位${unit}在${period}没有需要提醒的事项（规则R15）。`,
  quarterNotOver: ({ quarter, on }) => `${quarter}尚未结束，${on}不能总结（规则R15）。`,
  skipsSteps: ({ unit, step, skipped }, words) =>
    `对单位${unit}采取“${words.code('consequence', step)}”越过了${skipped.map((one) => `“${words.code('consequence', one)}”`).join('、')}，须说明理由（规则R16）。`,
}
