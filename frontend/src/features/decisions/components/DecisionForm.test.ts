import userEvent from '@testing-library/user-event'
import { render, screen } from '@testing-library/vue'
import { describe, expect, it } from 'vitest'
import type { ResultRead } from '@/api/schema'
import DecisionForm from './DecisionForm.vue'

const coded = (code: number, text: string) => ({ code, text })
const result = (changes: Partial<ResultRead> = {}) =>
  ({
    actions: ['decide_result'],
    person: { name: 'SITI CONTOH' },
    decision: null,
    proposal: {
      work_rating: coded(2, 'Sesuai ekspektasi'),
      behaviour_rating: coded(2, 'Sesuai ekspektasi'),
      predicate: coded(2, 'Baik'),
      needs_official_decision: false,
      state: 'usulan tersedia',
    },
    ...changes,
  }) as ResultRead
const show = (changes?: Partial<ResultRead>) =>
  render(DecisionForm, { props: { result: result(changes), error: null, faults: {} } })
const choose = (group: string, label: string) =>
  userEvent.click(
    screen
      .getAllByRole('radio', { name: new RegExp(label) })
      .find((radio) => radio.closest('fieldset')?.textContent?.includes(group)) as HTMLElement,
  )

describe('the form of a decision', () => {
  it('preselects nothing, however plain the proposal is', () => {
    show()
    expect(screen.getAllByRole<HTMLInputElement>('radio').filter(({ checked }) => checked)).toEqual([])
  })

  it('tells the predicate of the proposal and asks for the kind of reason only where one departs from it', async () => {
    show()
    await choose('Hasil kerja', 'Sesuai')
    await choose('Perilaku kerja', 'Sesuai')
    expect(screen.getByText(/predikatnya Baik/)).toBeTruthy()
    expect(screen.queryByLabelText('Jenis alasan')).toBeNull()
    await choose('Perilaku kerja', 'Di atas')
    expect(screen.queryByText(/predikatnya Baik/)).toBeNull()
    expect(screen.getByLabelText<HTMLSelectElement>('Jenis alasan').required).toBe(true)
  })

  it('sends no kind of reason that no longer applies', async () => {
    const { emitted } = show()
    await choose('Hasil kerja', 'Di atas')
    await choose('Perilaku kerja', 'Sesuai')
    await userEvent.selectOptions(screen.getByLabelText('Jenis alasan'), 'Alasan lain')
    await choose('Hasil kerja', 'Sesuai')
    await userEvent.click(screen.getByRole('button', { name: 'Simpan penetapan' }))
    expect(emitted('decide')).toEqual([[expect.objectContaining({ work_rating: 2, category: null })]])
  })

  it('wants the document where the decision was made outside the system', () => {
    show({ actions: ['record_external_decision'], proposal: null })
    expect(screen.getByLabelText<HTMLInputElement>('Nomor dokumen keputusan').required).toBe(true)
  })
})
