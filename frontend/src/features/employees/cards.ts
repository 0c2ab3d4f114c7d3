import { client, download } from '@/api/client'
import type { CardPrint } from '@/api/schema'

/** The sheet of cards as a PDF; the codes exist nowhere else. */
export function downloadCards(whom: CardPrint): Promise<void> {
  return download(client.POST('/api/v1/accounts/activation-cards', { body: whom, parseAs: 'blob' }))
}
