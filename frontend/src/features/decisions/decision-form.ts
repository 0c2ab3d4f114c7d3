import { computed, reactive } from 'vue'
import type { CodedRead, DecisionWrite, DepartureCategory, ResultRead } from '@/api/schema'

export type Rating = 1 | 2 | 3
export const RATINGS: readonly Rating[] = [1, 2, 3]
export const CATEGORIES: readonly DepartureCategory[] = [
  'evidence',
  'circumstances',
  'calibration',
  'rating_quality',
  'discipline',
  'instructed',
  'other',
]

/** What an official enters. A decision made anew begins with the one before; a first one with nothing preselected. */
export function useDecisionForm(result: ResultRead) {
  const { decision, proposal } = result
  const form = reactive({
    work_rating: (decision?.work_rating.code ?? null) as Rating | null,
    behaviour_rating: (decision?.behaviour_rating.code ?? null) as Rating | null,
    category: (decision?.category ?? null) as DepartureCategory | null,
    reason: decision?.reason ?? '',
    instructed_by: decision?.instructed_by ?? '',
    document: decision?.document ?? '',
    message: decision?.message ?? '',
  })
  /** Which fields help; what is really required the API says. */
  const departing = computed(
    () =>
      differs(form.work_rating, proposal?.work_rating) ||
      differs(form.behaviour_rating, proposal?.behaviour_rating),
  )
  /** Whoever sees no proposal cannot know whether he departs from it. */
  const mayDepart = computed(() => departing.value || !proposal)
  /** The predicate of exactly what was proposed is known; any other the API tells once it is saved. */
  const proposedPredicate = computed(() => {
    const asProposed = form.work_rating !== null && form.behaviour_rating !== null && !departing.value
    return asProposed ? (proposal?.predicate?.text ?? null) : null
  })
  const body = computed((): DecisionWrite => ({
    work_rating: form.work_rating ?? 0,
    behaviour_rating: form.behaviour_rating ?? 0,
    reason: form.reason,
    category: departing.value ? form.category : null,
    instructed_by: departing.value ? form.instructed_by : '',
    document: form.document,
    message: form.message,
  }))
  return { form, departing, mayDepart, proposedPredicate, body }
}

function differs(chosen: number | null, proposed: CodedRead | null | undefined): boolean {
  return chosen !== null && Boolean(proposed) && chosen !== proposed?.code
}
