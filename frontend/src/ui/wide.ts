import { onBeforeUnmount, ref, type Ref } from 'vue'

/** Whether there is room for a table (the `sm` step of the tokens). */
export function useWide(query = '(min-width: 40rem)'): Readonly<Ref<boolean>> {
  const media = window.matchMedia(query)
  const wide = ref(media.matches)
  const follow = () => {
    wide.value = media.matches
  }
  media.addEventListener('change', follow)
  onBeforeUnmount(() => media.removeEventListener('change', follow))
  return wide
}
