import { computed, nextTick } from 'vue'
import { useRoute, useRouter } from 'vue-router'

const PARAM = 'langkah'
const REVIEW = 'tinjau'

/** One value a step, then the review; the step is in the address, so that the browser's Back goes one step back. */
export function useSteps(values: number) {
  const route = useRoute()
  const router = useRouter()
  const review = values + 1

  const step = computed(() => {
    const wanted = route.query[PARAM]
    if (wanted === REVIEW) return review
    const number = Number(wanted)
    return Number.isInteger(number) && number >= 1 && number <= values ? number : 1
  })
  const query = (wanted: number) => ({
    ...route.query,
    [PARAM]: wanted >= review ? REVIEW : String(wanted),
  })

  /** Goes to a step and puts the focus on the element with this id. */
  async function goTo(wanted: number, id: string) {
    if (wanted !== step.value) await router.push({ query: query(wanted) })
    await nextTick()
    // after the router's own scrolling
    window.setTimeout(() => focusOn(id))
  }
  /** Where a draft was left, without an entry in the history. */
  function resumeAt(wanted: number) {
    if (route.query[PARAM] === undefined) void router.replace({ query: query(wanted) })
  }
  return { step, review, goTo, resumeAt }
}

function focusOn(id: string) {
  const target = document.getElementById(id)
  if (!target) return
  target.scrollIntoView({ block: 'start' })
  const control =
    target.querySelector<HTMLElement>('input:checked') ?? target.querySelector<HTMLElement>('input')
  ;(control ?? target).focus({ preventScroll: true })
}

export const headingId = (step: number) => `langkah-${step}`
export const itemId = (number: number) => `butir-${number}`
