import type { Translation } from '@/i18n'
import type id from './introduction.id'

const english: Translation<typeof id> = {
  title_employee: 'Introduction for employees',
  title_assessor: 'Introduction for superiors who rate',
  title_hr_officer: 'Introduction for HR officers',
  title_head: 'Introduction for heads',
  title_auditor: 'Introduction for auditors',
  title_administrator: 'Introduction for administrators',
  sub: 'Two minutes: what is asked of you, who sees what, and what it is for.',
  asked: 'What is asked of you',
  sees: 'Who sees what',
  used: 'What it is used for',
  notUsed: 'What it is not used for',
  turn: 'If something is on your mind',
  asked_employee_1: 'Rate yourself and some peers drawn by the system, along the seven BerAKHLAK values.',
  asked_employee_2: 'Each form has 21 items. Answers save themselves; you may stop and go on later.',
  asked_employee_3:
    'You do not know enough? Choose “Cannot judge”. You cannot be fair? Decline the task with a reason.',
  sees_employee_1:
    'Your form about a peer is seen by nobody; only the mean is shown, if at least three forms count.',
  sees_employee_2: 'Your superior can read your self-evaluation after handing in the own form.',
  sees_employee_3:
    'Your result is seen by you, the assessor, the head and the auditor; the HR officer sees decided figures.',
  asked_assessor_1: 'Rate each of your people along the seven BerAKHLAK values, then enter the work result.',
  asked_assessor_2:
    'Decide the predicate. The system proposes only; where you decide otherwise, the reason is recorded.',
  asked_assessor_3: 'Talk the result over with the person and agree on one step.',
  sees_assessor_1:
    'Your answers and comments are seen as yours, also by the person, once the result is shared.',
  sees_assessor_2:
    'You read the self-evaluation after sending your form; from then on your form cannot be reopened.',
  sees_assessor_3: 'Of peers you see means alone, never who rated whom.',
  asked_hr_officer_1: 'Prepare the data of people, open and close rounds, share what was decided.',
  asked_hr_officer_2: 'Remind those who have not filled in, and help those who ask.',
  sees_hr_officer_1: 'You see who still has tasks, not whom they rate.',
  sees_hr_officer_2: 'You see decided results, no answers and no pairs.',
  asked_head_1: 'Read the results of the office, decide those of your officials, let results be shared.',
  asked_head_2: 'Use results to decide on training and better work.',
  sees_head_1: 'You see the results of the office, never who rated whom.',
  sees_head_2: 'Figures of small groups are hidden, so that nobody can be guessed.',
  asked_auditor_1: 'Check that rounds, calculation and decisions follow the rules.',
  asked_auditor_2: 'Take questions of people who would rather not ask in their office.',
  sees_auditor_1: 'You read results, reasons and the log, but not who rated whom.',
  sees_auditor_2:
    'The link of rater and form is sealed; only two officers together can open it, with a recorded reason.',
  asked_administrator_1: 'Look after accounts, roles and the data of the office.',
  asked_administrator_2: 'See that everybody holds only the roles that are needed.',
  sees_administrator_1: 'You see no scores, no comments, and not who rated whom.',
  sees_administrator_2: 'Changes of accounts and roles are noted in the log.',
  used_1: 'The predicate, decided by the assessor, not by the system.',
  used_2: 'Development: your strengths, one thing to learn, and a training that fits.',
  used_3: 'The talk between a person and the superior.',
  notUsed_1: 'There is no ranking among colleagues.',
  notUsed_2: 'The system calculates no allowance and imposes no sanction.',
  notUsed_3:
    'The system never proposes Kurang or Sangat Kurang; only an official can decide so, with a reason.',
  turn_1: 'You can ask your superior, and object within 14 days after you received your result.',
  turn_contact: 'Would you rather ask outside the office? Contact {contact}.',
  understood: 'I understand, continue',
  rolesTitle: 'Other introductions for you',
}
export default english
