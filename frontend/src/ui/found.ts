/** One of what a search found, as a card to choose. */
export interface Found {
  value: string
  label: string
  text: string
}
