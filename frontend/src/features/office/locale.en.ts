import type { Translation } from '@/i18n'
import type id from './locale.id'

const english: Translation<typeof id> = {
  office: 'Office',
  officeSub:
    'Name and address for papers, the time zone, and whom to contact when something is on one’s mind.',
  identity: 'Identity of the office',
  name: 'Name of the office',
  city: 'Regency or city',
  address: 'Address',
  addressHint: 'Printed on the letterhead and on activation cards',
  zone: 'Time zone',
  zoneHint: 'Decides on which day an instant falls. Deadlines that are set do not move.',
  zone_Jakarta: 'WIB (Jakarta, Medan)',
  zone_Makassar: 'WITA (Makassar, Denpasar)',
  zone_Jayapura: 'WIT (Jayapura, Ambon)',
  contact: 'Contact for worries',
  contactHint:
    'Shown to everybody. Name a person or body outside the line of superiors and how to reach it, for example “City Inspectorate, phone 061-123456”.',
  objectionDays: 'Time for objecting (calendar days)',
  objectionDaysHint: 'At least 14 days from the receipt. It holds for rounds released from now on.',
  contactMissing:
    'There is no contact yet. Whoever feels treated unfairly does not know whom to turn to but his own superior.',
  save: 'Save',
  saved: 'The office’s data was saved.',
  loadLatest: 'Load the latest state',
  letterhead: 'Letterhead and signatory',
  pressureContact: 'Contact for “I am under pressure”',
  pressureContactText:
    'Only this account reads the messages of raters under pressure. Choose somebody outside the line of superiors.',
  letterheadText: 'Letterhead, numbering, and who signs result sheets and minutes.',
  toLetterhead: 'Set the letterhead',
  readOnly: 'Only the administrator and the HR officer can change this.',
  backup: 'Backup',
  backupIntro:
    'All data of the office is in one database. Without a backup one broken disk wipes everything.',
  backup_fresh: 'Fresh',
  backup_overdue: 'Overdue',
  backup_damaged: 'Damaged',
  backup_missing: 'Missing',
  backupMade: 'Made',
  backupSize: 'Size',
  backupChecked: 'Check',
  backupVerified: 'Complete when written and still whole',
  backupUnverified: 'Incomplete or unreadable',
  megabytes: '{n} MB',
  todo: 'What to do',
  todo_fresh:
    'Copy the newest backup off this computer, for example to an encrypted external disk. A backup on the same computer is lost with it.',
  todo_overdue: 'Make a new backup now, then find out why the daily schedule did not run.',
  todo_damaged: 'Make a new backup now. Do not delete older ones until the new one has proved whole.',
  todo_missing: 'Make the first backup now, then schedule it daily.',
  command: 'Command on the server',
  schedule:
    'Schedule it daily with cron or the Task Scheduler. The file holds personal data and is not encrypted: keep it on an encrypted medium.',
  restore: 'Restoring a backup',
  restoreText:
    'Stop the service first, then run this command with the name of the file. The present database is kept beside it before it is replaced.',
  restoreCommand: 'python -m api restore FILE',
  manual: 'More: docs/operating.md.',
}
export default english
