import { consequenceCommands } from './consequences.ts'
import { meetingCommands } from './meetings.ts'
import { reminderCommands } from './reminders.ts'
import { reviewCommands } from './reviews.ts'
import { rulebookCommands } from './rulebooks.ts'

export const supervisionCommands = {
  ...rulebookCommands,
  ...reminderCommands,
  ...meetingCommands,
  ...reviewCommands,
  ...consequenceCommands,
}
