import { beforeEach, expect, test } from 'vitest'
import type { RoundRead } from '@/api/schema'
import { setZone } from '@/i18n/dates'
import { createBody, draftOf, newDraft, patchBody } from './draft'

beforeEach(() => setZone('Asia/Jakarta'))

test('the deadline is an instant in the office zone, whatever the machine says', () => {
  const body = createBody({ ...newDraft('2026-11-24'), closes: '2026-12-08T16:00' })
  expect(body.closes_at).toBe('2026-12-08T09:00:00.000Z')
})

test('an empty opening time takes the automatic opening away', () => {
  expect(patchBody({ ...newDraft('2026-11-24'), opens: '' }).opens_at).toBeNull()
})

test('no version chosen leaves the choice to the API, a chosen one is sent with its class of posts', () => {
  const draft = newDraft('2026-11-24')
  expect(createBody(draft).instruments).toBeNull()
  draft.versions.pengawas = 'v-1'
  draft.versions.all = 'v-2'
  expect(createBody(draft).instruments).toEqual([
    { position_class: null, version_id: 'v-2' },
    { position_class: 'pengawas', version_id: 'v-1' },
  ])
})

test('what was read goes back unchanged', () => {
  const round = {
    name: 'Triwulan IV 2026',
    kind: 'light',
    period_type: 'triwulan',
    period_start: '2026-10-01',
    period_end: '2026-12-31',
    opens_at: '2026-12-01T01:00:00Z',
    closes_at: '2026-12-15T09:00:00Z',
    unit: { id: 'u-1', name: 'Kecamatan' },
    peers_per_person: 4,
    response_stage: true,
    note: 'Catatan',
    instruments: [{ position_class: null, version_id: 'v-2', instrument: 'BerAKHLAK', number: 1 }],
  } as unknown as RoundRead
  expect(patchBody(draftOf(round))).toEqual({
    name: 'Triwulan IV 2026',
    kind: 'light',
    period_type: 'triwulan',
    period_start: '2026-10-01',
    period_end: '2026-12-31',
    opens_at: '2026-12-01T01:00:00.000Z',
    closes_at: '2026-12-15T09:00:00.000Z',
    peers_per_person: 4,
    response_stage: true,
    note: 'Catatan',
    instruments: [{ position_class: null, version_id: 'v-2' }],
  })
})
