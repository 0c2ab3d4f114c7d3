import { shallowRef } from 'vue'

/** One short message at a time, for what went well; failures stay at their place on the page. */
export const toast = shallowRef<{
  id: number
  text: string
  action?: { label: string; run: () => void }
} | null>(null)
let count = 0
let timer = 0

export function showToast(text: string, action?: { label: string; run: () => void }): void {
  clearTimeout(timer)
  toast.value = action ? { id: ++count, text, action } : { id: ++count, text }
  if (!action) timer = window.setTimeout(hideToast, 6_000)
}

export function hideToast(): void {
  toast.value = null
}
