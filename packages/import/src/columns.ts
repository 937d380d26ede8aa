/**
 * What districts call the columns of a ledger: the usual name first. White space, brackets and marks in a header do not count, so that
 * `责任 单位*` is `责任单位`. Under a heading that spans several columns (`时间安排` over `开始` and `完成`), the short names of `shortNames`
 * are known too.
 */
export const synonyms = {
  no: ['序号', '编号', '任务编号', '项目编号', '项目序号', 'no', 'id', 'task', 'number'],
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
    '工作项目',
    '重点工作',
    '主要任务',
    '民生实事',
    '实事项目',
    'title',
    'name',
  ],
  content: [
    '工作内容',
    '内容规模',
    '建设内容',
    '建设内容及规模',
    '主要内容',
    '主要建设内容',
    '内容',
    '工作要求',
    '具体内容',
    '年度目标',
    '工作目标',
    'content',
  ],
  scale: ['规模', '建设规模', '总投资', 'scale'],
  measures: ['工作措施', '推进措施', '主要措施', '具体措施', '工作举措', '主要举措', 'measures'],
  responsible: [
    '责任单位',
    '牵头单位',
    '责任部门',
    '主办单位',
    '主要责任单位',
    '牵头部门',
    '牵头责任单位',
    '实施单位',
    '主责单位',
    '承办单位',
    'leadunits',
    'leadunit',
    'responsible',
    'responsibleunit',
  ],
  cooperating: [
    '配合单位',
    '协办单位',
    '配合部门',
    '协同单位',
    '参与单位',
    '协助单位',
    '配合责任单位',
    'counits',
    'cooperating',
    'cooperatingunits',
  ],
  lead: ['牵头领导', '责任领导', '分管领导', '包保领导', '挂钩领导', '牵头区领导', 'lead', 'leadleader'],
  due: [
    '完成时限',
    '完成时间',
    '时限',
    '截止时间',
    '截止日期',
    '办结时限',
    '完成日期',
    '计划完成时间',
    '时限要求',
    'deadline',
    'due',
    'duedate',
  ],
  from: ['起始时间', '起始', '开始时间', '启动时间', '开工时间', '计划开工时间', 'from', 'start'],
  period: ['实施期限', '起止时间', '起止年限', '进度安排', '时间安排', '期间', 'period'],
  amount: [
    '资金（元）',
    '资金元',
    '投资额（元）',
    '资金（万元）',
    '投资额（万元）',
    '总投资（万元）',
    '投资（万元）',
    '资金（亿元）',
    '总投资（亿元）',
    '资金',
    '投资额',
    'amount',
    'fundingyuan',
  ],
  source: ['资金来源', '资金渠道', 'source', 'sourceoffunding'],
  goal: ['目标编号', '所属目标', '所属板块', 'goal'],
  class: ['任务类别', '项目类别', 'class'],
} as const
/** What is taken over into the log. */
export type Field = keyof typeof synonyms

/** Columns that are understood and not taken over: what they say belongs into reports, which a unit makes itself. */
export const toldSynonyms = {
  actual: ['实际进度', '完成进度', '完成比例', '完成率', '总体进度', 'actual', 'percent'],
  progress: ['进展情况', '工作进展', '目前进展', '完成情况', '进度情况', '推进情况', '落实情况', '形象进度', 'progress'],
  status: ['是否达序', '是否按期', '是否序时', '是否达到序时进度', '是否滞后', '推进状态', '状态', 'status'],
  note: ['备注', '说明', '存在问题', '问题及原因', '下步打算', 'note', 'remarks'],
} as const
/** What is read off a row and shown, and not taken over. */
export type Told = keyof typeof toldSynonyms

/** Names of a column below a heading that spans several. */
export const shortNames = {
  responsible: ['牵头', '责任', '主办', '主责'],
  cooperating: ['配合', '协办', '参与'],
  from: ['开始', '起始', '启动', '开工', '起'],
  due: ['完成', '结束', '截止', '竣工', '止'],
  source: ['来源', '渠道'],
} as const satisfies { readonly [F in Field]?: readonly string[] }

/** A header without what does not count. */
export const plain = (header: string): string =>
  header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s()[\]【】:：*、,，"“”_-]/g, '')

const index = <F extends string>(names: Readonly<Record<F, readonly string[]>>): ReadonlyMap<string, F> =>
  new Map((Object.keys(names) as F[]).flatMap((field) => names[field].map((name) => [plain(name), field] as const)))

const known = index<Field>(synonyms)
const told = index<Told>(toldSynonyms)
const short = index<string>(shortNames) as ReadonlyMap<string, Field>

/** The field that a header means, or undefined. Below a heading short names count, and the heading may be a part of the name. */
export function fieldOf(header: string, heading?: string): Field | undefined {
  const name = plain(header)
  const found = known.get(name)
  if (found !== undefined || heading === undefined) return found
  return known.get(plain(heading) + name) ?? known.get(name + plain(heading)) ?? short.get(name)
}

/** What a header means that is understood and not taken over, or undefined. */
export const toldOf = (header: string): Told | undefined => told.get(plain(header))

/** In what an amount is written, by its header: yuan, 10,000 of them, a hundred million, or not said. */
export function yuanIn(header: string): number | undefined {
  const unit = /(万元|亿元|元|yuan|amount)$/.exec(plain(header))?.[1]
  return unit === undefined ? undefined : unit === '万元' ? 10_000 : unit === '亿元' ? 100_000_000 : 1
}
