import { nextTick, watch, type WatchSource } from 'vue'

/** When a step takes away the button that had the focus, what tells the new state receives it instead. */
export function useLostFocus(changed: WatchSource<unknown>, heir: () => HTMLElement | null): void {
  watch(changed, async (_now, before) => {
    if (before === undefined) return
    await nextTick()
    if (document.activeElement === document.body) heir()?.focus({ preventScroll: true })
  })
}
