import type { Translation } from '@/i18n'
import type id from './locale.id'

const english: Translation<typeof id> = {
  empty: 'Fill this in first.',
  pick: 'Choose one first.',
  tick: 'Tick this first to go on.',
  file: 'Choose the file first.',
  email: 'Write the whole e-mail address, such as name@office.go.id.',
  tooShort: 'Write at least {least} characters; it is {now} now.',
  tooLong: 'At most {most} characters; it is {now} now.',
  tooSmall: 'At least {limit}.',
  tooLarge: 'At most {limit}.',
  tooEarly: '{limit} at the earliest.',
  tooLate: '{limit} at the latest.',
  step: 'Write a number in steps of {step}.',
  unreadable: 'This cannot be read; check how it is written.',
}
export default english
