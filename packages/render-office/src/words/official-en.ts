import { officeEn } from './en.ts'
import type { OfficialWords } from './official-words.ts'

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`

/** `2022-03` as March 2022, and the day of an urging as a day. */
function periodOf(period: string): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(period) ?? []
  if (year === undefined) return period
  const written = officeEn.day(Number(year), Number(month), Number(day ?? 1))
  return day === undefined ? written.replace(/^\d+ /, '') : written
}

export const officialEn: OfficialWords = {
  month: periodOf,
  numbered: (level, ordinal) =>
    level === 1 ? `${ordinal}. ` : level === 2 ? `(${ordinal}) ` : `${String.fromCharCode(96 + ((ordinal - 1) % 26) + 1)}. `,
  mark: (issuer) => issuer,
  number: (code, year, number) => `${code} 〔${year}〕 No. ${number}`,
  blankNumber: [3, ' 〔', 2, '〕 No. ', 2],
  blankDay: [6],
  signer: 'Signed off by: ',
  colon: ':',
  stop: '.',
  attachment: 'Attachments: ',
  attachmentIndent: 6,
  copies: 'Copies: ',
  copiesIndent: 3,
  printed: ' (printed)',
  none: 'none',
  ordinal: 'No.',
  percent: (percent) => `${percent}%`,
  days: (days) => counted(days, 'day', 'days'),
  columns: { lights: 'Light', count: 'Number', what: 'What', about: 'About', result: 'What was done' },
  circular: {
    units: 'Units',
    tasks: 'Tasks',
    round: (name) => `This circular rests on the results of: ${name}.`,
    end: 'This is circulated for the attention of all.',
  },
  order: {
    title: (unit) => `Supervision order to the ${unit}`,
    lead: (day, count) =>
      `On ${day} your unit had ${counted(count, 'item', 'items')} overdue or not done, which are placed under supervision.`,
    duties: 'Items under supervision',
    items: 'Decisions to be carried out',
    demands: 'What is asked',
    demand: [
      'Name somebody who answers for it, and finish each item by a date.',
      'Fill in the column “What was done”, and return it with evidence.',
      'An extension has to be requested before the due date, with a reason.',
    ],
  },
  interview: {
    title: (unit) => `Notice of an interview with the ${unit}`,
    lead: (reason) => `Under the rules of supervision your unit is called to an interview. The reason: ${reason}`,
    about: 'The interview',
    unit: 'Unit',
    post: 'Office-holder',
    day: 'Day',
    place: 'Place',
    who: 'Held by',
    tasks: 'Tasks that it is about',
    commitments: 'What was promised in it',
    due: (day) => `This is to be done by ${day}, with evidence.`,
    end: 'Please bring a written account of the facts, the reasons and the next steps, and be on time.',
  },
  listing: {
    title: (unit) => `Notice that the ${unit} is listed for supervision`,
    lead: (reason, unit) => `The ${unit} is put on the list of public supervision with the tasks below. The reason: ${reason}`,
    tasks: 'Tasks',
    deadline: 'Time',
    until: (placed, due) => `Listed from ${placed} until ${due}.`,
    lifting: 'How it is taken off the list',
    lift: 'What is done within the time and verified is taken off on evidence; what is not is followed by the next step of the ladder.',
    end: 'This is notified to all concerned.',
  },
  reminder: {
    of: (period) => `Reminder of ${periodOf(period)}`,
    title: (unit, period, urging) => `${urging ? 'Urging' : 'Monthly reminder'} to the ${unit}, ${periodOf(period)}`,
    lead: (day, count) => `On ${day} your unit had ${counted(count, 'item', 'items')} due, overdue or without a report.`,
    duties: 'What is due',
    missed: 'Months without a reminder',
    missedMonths: (months) => `No reminder was issued in ${months}; what was due then is in this one.`,
    reply: 'Reply',
    replyBy: (day) => `Please answer by ${day}, and say what was done.`,
  },
  summary: {
    title: (quarter) => officeEn.dues.summary(quarter),
    lead: (day, tasks) => `On ${day} the ledger had ${counted(tasks, 'task', 'tasks')}. This is how they stood.`,
    overall: 'All in all',
    lights: ({ done, green, yellow, red, grey }) => `Done ${done}, green ${green}, yellow ${yellow}, red ${red}, grey ${grey}.`,
    goals: 'Goals',
    lists: 'The five lists',
    listed: ({ tasks, problems, coordinations, feedback, closings }) =>
      `Tasks ${tasks}; problems ${problems}; decisions being carried out ${coordinations}; resolved problems to be closed ${feedback}; closing requests ${closings}.`,
    loop: 'The closed loop',
    rate: (kind, closed, total, share) => `${kind}: ${closed} of ${total} closed${share === null ? '' : `, ${share}%`}.`,
    behind: 'Red tasks',
    noneBehind: 'No task is red.',
    conclusions: (heardBy, day) => `What the ${heardBy} said on ${day}`,
    notPresented: 'This quarter has not been presented yet.',
  },
}
