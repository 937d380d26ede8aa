/**
 * What districts call the columns of a ledger. The first name of each list is the usual one. White space, brackets and marks in a
 * header do not count.
 */
export const synonyms = {
  no: ['序号', '编号', '任务编号', '项目编号', 'no', 'id', 'task'],
  title: [
    '任务',
    '工作任务',
    '重点任务',
    '任务名称',
    '工作事项',
    '事项',
    '事项名称',
    '项目名称',
    '项目',
    '工作内容及目标',
    '目标任务',
    '民生实事',
    '实事项目',
    'title',
  ],
  content: ['工作内容', '内容规模', '建设内容', '主要内容', '内容', '工作要求', '具体内容', '年度目标', '工作目标', 'content'],
  scale: ['规模', '建设规模', '总投资', 'scale'],
  responsible: ['责任单位', '牵头单位', '责任部门', '主办单位', '主要责任单位', '牵头部门', '实施单位', 'leadunits', 'responsible'],
  cooperating: ['配合单位', '协办单位', '配合部门', '协同单位', '参与单位', 'counits', 'cooperating'],
  lead: ['牵头领导', '责任领导', '分管领导', '包保领导', '挂钩领导', 'lead'],
  due: ['完成时限', '完成时间', '时限', '截止时间', '办结时限', '完成日期', 'deadline', 'due'],
  from: ['起始时间', '开始时间', '启动时间', '开工时间', 'from'],
  period: ['实施期限', '起止时间', '进度安排', '时间安排', '期间', 'period'],
  amount: ['资金（元）', '资金元', '投资额（元）', 'amount'],
  source: ['资金来源', '资金渠道', 'source'],
  goal: ['目标编号', '所属目标', 'goal'],
} as const
export type Field = keyof typeof synonyms

const plain = (header: string): string =>
  header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s()[\]【】:：*、,，"“”_-]/g, '')

const known = new Map<string, Field>(
  Object.entries(synonyms).flatMap(([field, names]) => names.map((name) => [plain(name), field as Field] as const)),
)

/** The field that a header means, or undefined. */
export const fieldOf = (header: string): Field | undefined => known.get(plain(header))
