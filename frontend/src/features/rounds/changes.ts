import { client, unwrap } from '@/api/client'
import type { DepartureRead, LeavingReason, NextSuperior, ParticipantRead } from '@/api/schema'
import { t } from './texts'

/** What can happen to a participant of an open round, as the dialog asks for it. */
export interface Change {
  what: 'left' | 'incapacitated' | 'moved' | 'superior' | null
  reason_code: LeavingReason | null
  reason: string
  months: number | string | null
  pass: boolean
  to: NextSuperior | null
}

export function freshChange(): Change {
  return { what: null, reason_code: null, reason: '', months: null, pass: false, to: 'holder' }
}

/** Notes it and answers what followed, as a sentence. */
export async function sendChange(participant: ParticipantRead, change: Change): Promise<string> {
  switch (change.what) {
    case 'moved':
      return move(participant, change)
    case 'superior':
      return reassign(participant, change)
    default:
      return leave(participant, change)
  }
}

const at = ({ round_id, id }: ParticipantRead) => ({ path: { round_id, participant_id: id } })
const monthsOf = ({ months }: Change) => (months === null || months === '' ? null : Number(months))

async function leave(participant: ParticipantRead, change: Change): Promise<string> {
  const left = change.what === 'left'
  const departure = await unwrap(
    client.POST('/api/v1/evaluation-rounds/{round_id}/participants/{participant_id}/leave', {
      params: at(participant),
      body: {
        status: left ? 'left' : 'incapacitated',
        reason_code: left ? change.reason_code : null,
        reason: change.reason,
        months: monthsOf(change),
      },
    }),
  )
  return departureText(departure)
}

function departureText({ handed_on, lost, superior_tasks }: DepartureRead): string {
  const parts = [t('departed', { n: handed_on })]
  if (lost) parts.push(t('departedLost', { n: lost }))
  if (superior_tasks) parts.push(t('departedSuperior', { n: superior_tasks }))
  return parts.join(' ')
}

async function move(participant: ParticipantRead, change: Change): Promise<string> {
  await unwrap(
    client.POST('/api/v1/evaluation-rounds/{round_id}/participants/{participant_id}/move', {
      params: at(participant),
      body: { reason: change.reason, months: monthsOf(change), pass_to_new_superior: change.pass },
    }),
  )
  return t('moved')
}

async function reassign(participant: ParticipantRead, change: Change): Promise<string> {
  await unwrap(
    client.POST('/api/v1/evaluation-rounds/{round_id}/participants/{participant_id}/reassign-superior', {
      params: at(participant),
      body: { to: change.to ?? 'holder', reason: change.reason },
    }),
  )
  return t('reassigned')
}
