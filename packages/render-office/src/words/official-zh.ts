import type { OfficialWords } from './official-words.ts'
import { officeZh } from './zh.ts'

const digits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/** 1–99 in Chinese; beyond, digits. */
function chinese(number: number): string {
  if (number > 99) return String(number)
  const [tens, ones] = [Math.floor(number / 10), number % 10]
  return `${tens === 0 ? '' : `${tens === 1 ? '' : digits[tens]}十`}${ones === 0 && tens > 0 ? '' : digits[ones]}`
}

const monthOf = (period: string): string => period.replace(/^(\d{4})-0?(\d+)$/, '$1年$2月')

/** A month, or a day for an urging. */
const periodOf = (period: string): string => monthOf(period.replace(/^(\d{4})-0?(\d+)-0?(\d+)$/, '$1年$2月$3日'))

export const officialZh: OfficialWords = {
  month: monthOf,
  numbered: (level, ordinal) => (level === 1 ? `${chinese(ordinal)}、` : level === 2 ? `（${chinese(ordinal)}）` : `${ordinal}. `),
  mark: (issuer) => `${issuer}文件`,
  number: (code, year, number) => `${code}〔${year}〕${number}号`,
  blankNumber: [3, '〔', 2, '〕', 2, '号'],
  blankDay: [2, '年', 1, '月', 1, '日'],
  signer: '签发人：',
  colon: '：',
  stop: '。',
  attachment: '附件：',
  attachmentIndent: 5,
  copies: '抄送：',
  copiesIndent: 3,
  printed: '印发',
  none: '无',
  ordinal: '序号',
  percent: (percent) => `${percent}%`,
  days: (days) => `${days}天`,
  columns: { lights: '灯色', count: '数量', what: '情况', about: '事项', result: '办理情况' },
  circular: {
    units: '通报单位',
    tasks: '有关任务情况',
    round: (name) => `本通报依据${name}结果作出。`,
    end: '特此通报。',
  },
  order: {
    title: (unit) => `${unit}督办单`,
    lead: (day, count) => `截至${day}，你单位有以下${count}项事项逾期或未办，现予督办。`,
    duties: '督办事项',
    items: '协调事项',
    demands: '办理要求',
    demand: [
      '请明确专人，逐项制定措施，限期办结。',
      '办理情况请填入上表“办理情况”栏，连同佐证材料一并反馈。',
      '确需延期的，应在原定时限之前提出申请并说明理由。',
    ],
  },
  interview: {
    title: (unit) => `关于约谈${unit}的通知`,
    lead: (reason) => `因${reason}，按照督查督办规则，决定对你单位进行约谈。现将有关事项通知如下。`,
    about: '约谈安排',
    unit: '约谈单位',
    post: '约谈对象',
    day: '约谈日期',
    place: '约谈地点',
    who: '约谈人',
    tasks: '约谈涉及的任务',
    commitments: '约谈中作出的承诺',
    due: (day) => `上述承诺应于${day}前兑现，并报送佐证材料。`,
    end: '请准备书面材料，说明情况、原因和下步措施，按时参加。',
  },
  listing: {
    title: (unit) => `关于对${unit}挂牌督办的通知`,
    lead: (reason, unit) => `因${reason}，决定对${unit}下列事项挂牌督办。现将有关事项通知如下。`,
    tasks: '挂牌督办事项',
    deadline: '督办期限',
    until: (placed, due) => `自${placed}起挂牌，至${due}止。`,
    lifting: '摘牌条件',
    lift: '期限内完成并经核实的，凭佐证材料申请摘牌；逾期未完成的，按督办梯次采取下一步措施。',
    end: '特此通知。',
  },
  reminder: {
    of: (period) => `${periodOf(period)}提醒`,
    title: (unit, period, urging) => `${unit}${urging ? `${periodOf(period)}催办通知` : `${monthOf(period)}工作提醒`}`,
    lead: (day, count) => `截至${day}，你单位有以下${count}项事项到期、逾期或缺少反馈，现予提醒。`,
    duties: '提醒事项',
    missed: '此前应提醒未提醒的月份',
    missedMonths: (months) => `${months}未按期发出提醒，相关事项一并列入本次提醒。`,
    reply: '答复期限',
    replyBy: (day) => `请于${day}前答复，并说明办理情况。`,
  },
  summary: {
    title: (quarter) => `${officeZh.dues.summary(quarter)}`,
    lead: (day, tasks) => `截至${day}，台账共有任务${tasks}项。现将情况总结如下。`,
    overall: '总体情况',
    lights: ({ done, green, yellow, red, grey }) => `已完成${done}项，绿灯${green}项，黄灯${yellow}项，红灯${red}项，灰灯${grey}项。`,
    goals: '目标进展',
    lists: '清单运行',
    listed: ({ tasks, problems, coordinations, feedback, closings }) =>
      `任务清单${tasks}项；问题清单${problems}项；协调清单${coordinations}项；反馈清单中待销号问题${feedback}项；销号清单中申请${closings}项。`,
    loop: '闭环情况',
    rate: (kind, closed, total, share) => `${kind}共${total}项，已闭环${closed}项${share === null ? '' : `，闭环率${share}%`}。`,
    behind: '红灯任务',
    noneBehind: '无红灯任务。',
    conclusions: (heardBy, day) => `${heardBy}${day}听取汇报后提出的意见`,
    notPresented: '本季度总结尚未汇报。',
  },
}
