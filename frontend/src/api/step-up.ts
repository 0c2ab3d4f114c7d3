import { shallowRef } from 'vue'

/** A question that waits for the passphrase; the shell shows it, whoever caused it. */
export const pendingStepUp = shallowRef<{ settle: (entered: boolean) => void } | null>(null)

/** Resolves to true once the passphrase was entered again, to false when the person turned back. */
export function askForStepUp(): Promise<boolean> {
  pendingStepUp.value?.settle(false)
  return new Promise((resolve) => {
    pendingStepUp.value = {
      settle(entered) {
        pendingStepUp.value = null
        resolve(entered)
      },
    }
  })
}
