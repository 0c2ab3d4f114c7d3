import type { Translation } from '@/i18n'
import type id from './locale.id'

const english: Translation<typeof id> = {
  reasons: 'See the numbers',
  waysTitle: 'Suggested ways to learn',
  kind_experience: 'At work',
  kind_others: 'With others',
  kind_formal: 'Training',
  hours: '{n} JP',
  completedOn: 'Recorded as completed on {date}',
  recordedTitle: 'Courses recorded as completed',
  you: 'you',
  choice: 'Your choice. Waiting does not lower your figures.',
  accept: 'I take it',
  dismiss: 'Not now',
  dismissTitle: 'Not now: {name}',
  dismissText: 'Only you read your reason. Your superior sees that you wait, not why.',
  dismissReason: 'Reason',
  accepted: 'You take this step.',
  acceptedOther: 'The person takes this step.',
  dismissed: 'You wait with this step.',
  dismissedOther: 'The person waits with this step.',
  proposedOther: 'Not answered by the person yet.',
  answerReason: 'Your reason: {reason}',
  others: 'Other suggested steps',
}
export default english
