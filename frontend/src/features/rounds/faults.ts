/** The fields of a round whose messages stand beside them; all others are listed with the refusal. */
export const SHOWN_FAULTS = [
  'name',
  'period_start',
  'period_end',
  'opens_at',
  'closes_at',
  'unit_id',
  'peers_per_person',
  'note',
  'instruments',
]
