import type { ErrorWords } from './language.ts'

const types: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  boolean: '是或否',
  array: '列表',
  object: '对象',
  int: '整数',
}
const formats: Readonly<Record<string, string>> = { date: '日期，如2022-06-30', datetime: '时刻，如2022-06-30T08:00:00Z' }
const listed = (values: unknown): string => (Array.isArray(values) ? values.map(String).join('、') : String(values))

export const errorsZh: ErrorWords = {
  invalidInput: '输入有误，未作任何记录。',
  issues: {
    invalid_type: ({ expected }) => `应为${types[String(expected)] ?? String(expected)}`,
    too_small: ({ minimum, inclusive, origin }) =>
      origin === 'string' || origin === 'array' ? `至少要有${minimum}个` : `应${inclusive === false ? '大于' : '不小于'}${minimum}`,
    too_big: ({ maximum, inclusive, origin }) =>
      origin === 'string' || origin === 'array' ? `至多只能有${maximum}个` : `应${inclusive === false ? '小于' : '不大于'}${maximum}`,
    invalid_format: ({ format, pattern }) =>
      formats[String(format)] !== undefined
        ? `应为${formats[String(format)]}`
        : String(pattern).includes('{0,63}')
          ? '应为编号：由文字、数字、点、连字符和下划线组成，不超过64个字符'
          : '格式不对',
    unrecognized_keys: ({ keys }) => `没有${listed(keys)}这一项`,
    invalid_value: ({ values }) => `应为下列之一：${listed(values)}`,
    invalid_union: () => '不是这里允许的任何一种形式',
    not_multiple_of: ({ divisor }) => `应为${divisor}的倍数`,
    blank: () => '不能为空',
    loneSurrogate: () => '含有不完整的字符',
    decimals: () => '小数超过两位',
    unknownCommand: ({ command }) => `没有命令${command}`,
    unknownView: ({ view, views }) => `没有视图${view}；现有：${listed(views)}`,
    badKey: () => '不是密钥，或不能作为密钥名称',
    badPosition: ({ size }) => `须为检查点所覆盖的位置，1至${size}`,
    badLanguage: () => '请给出语言本身：@bihuan/core/words 中的 zh 或 en',
    notFound: ({ kind, id }) => `没有${String(kind)}:${String(id)}`,
    notShown: ({ view, by }) => `${String(by)}不能显示视图${String(view)}`,
    noSuchLog: ({ log, logs }) => `存储中没有日志${log}；现有：${Array.isArray(logs) && logs.length > 0 ? listed(logs) : '无'}`,
    otherLog: ({ log, position }) => `日志${log}从位置${position}起是别的内容`,
    notEmpty: ({ log, position }) => `日志${log}不是空的：已有${position}件事`,
    notJson: ({ why }) => `不是JSON：${why}`,
    notExported: ({ lacks }) => `不是由bihuan导出的：缺少${lacks}`,
    contradicts: ({ expected }) => `与记录不符，记录中是${expected}`,
    otherLeaf: () => '记录的哈希不是这个：内容被改动过',
    unknownType: ({ type }) => `没有事件类型${type}`,
    newerVersion: ({ known }) => `由更新的版本写成；本版本认识到第${known}版`,
    gap: ({ expected }) => `应为${expected}：位置没有空缺`,
    halfCommand: ({ what }) => `命令${what}不完整`,
    outOfPlace: () => '与前面的记录接不上',
    badZone: () => '不是IANA时区，如Asia/Shanghai',
    oneOf: () => '位置和时刻须给出其中之一',
    oneSubject: () => '单位、岗位、任务须给出其中之一',
    schemeOrDraft: () => '须给出办法或草案，二者取一',
    endsBefore: () => '期间的结束日早于开始日',
    contradiction: () => '问题要么转给某项任务，要么脱离任务',
  },
  conflict: (log) => `他人正在不断写入日志${log}，未作任何记录，请再试。`,
  duplicateCommand: (command) => `日志中已有命令${command}。`,
  store: {
    unavailable: '存储暂时无法使用。',
    busy: '存储正被另一写入者占用。',
    notAStore: '存储所在之处是别的东西。',
    damaged: '存储已损坏。',
    newer: '存储由更新的版本写成。',
    closed: '存储已关闭。',
    unsupported: '存储不支持此项功能。',
  },
  tampered: (position) => `位置${position}的记录在记入之后被改动过。`,
  unproved: {
    badCheckpoint: () => '这不是检查点，或已损坏。',
    badProof: () => '这不是证明。',
    badSignature: ({ name }) => `${name}的签名与检查点不符。`,
    noQuorum: ({ signed, quorum }) => `受信任的密钥中有${signed}个签署了该检查点，要求${quorum}个。`,
    otherOrigin: ({ origin, expected }) => `检查点属于${origin}，不属于${expected}。`,
    tooShort: ({ size, events }) =>
      events === undefined ? `日志在检查点的${size}条事件之前就结束了。` : `日志有${events}条事件，检查点时有${size}条：末尾有事件缺失。`,
    otherRoot: ({ size }) => `前${size}条事件不是检查点所说的那些：记录被改写过。`,
    notIncluded: ({ position }) => `该事件不是日志中位置${position}上的那一条。`,
  },
  corrupt: {
    notJson: (position) => `位置${position}的记录无法读取。`,
    unknownType: (position, what) => `位置${position}的记录类型是${what}，本版本不认识。`,
    newerVersion: (position, what) => `位置${position}的记录由更新的版本写成（${what}）。`,
    badShape: (position, what) => `位置${position}的记录格式不符：${what}。`,
    gap: (position) => `位置${position}之前缺少记录。`,
    halfCommand: (position, what) => `位置${position}处，命令${what}不完整。`,
  },
  unexpected: (message) => `意外错误：${message}`,
}
