import userEvent from '@testing-library/user-event'
import { render, screen } from '@testing-library/vue'
import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { describe, expect, it, vi } from 'vitest'
import PickOne from './PickOne.vue'

const SITI = { value: 's', label: 'SITI CONTOH', text: 'Analis' }
const BUDI = { value: 'b', label: 'BUDI CONTOH', text: 'Lurah' }

function show() {
  const chosen = vi.fn()
  const search = vi.fn((text: string) =>
    Promise.resolve([SITI, BUDI].filter(({ label }) => label.startsWith(text.toUpperCase()))),
  )
  const texts = { label: 'Pegawai', hint: 'Ketik dua huruf.', nobody: 'Tidak ada yang cocok.' }
  const props = { name: 'people', ...texts, search, modelValue: null, 'onUpdate:modelValue': chosen }
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const { rerender } = render(PickOne, {
    props,
    global: { plugins: [[VueQueryPlugin, { queryClient }]] },
  })
  chosen.mockImplementation((value: string | null) => rerender({ ...props, modelValue: value }))
  return { chosen, search }
}

describe('looking one up', () => {
  it('asks from two letters on, and says so when nobody fits', async () => {
    const { search } = show()
    const field = screen.getByLabelText('Pegawai')
    await userEvent.type(field, 's')
    await new Promise((done) => setTimeout(done, 400))
    expect(search).not.toHaveBeenCalled()
    await userEvent.type(field, 'x')
    expect(await screen.findByText('Tidak ada yang cocok.')).toBeTruthy()
  })

  it('does not keep chosen what is no longer on the screen', async () => {
    const { chosen } = show()
    const field = screen.getByLabelText('Pegawai')
    await userEvent.type(field, 'siti')
    await userEvent.click(await screen.findByRole('radio', { name: /SITI/ }))
    expect(chosen).toHaveBeenLastCalledWith('s')
    await userEvent.clear(field)
    await userEvent.type(field, 'budi')
    await screen.findByRole('radio', { name: /BUDI/ })
    expect(chosen).toHaveBeenLastCalledWith(null)
  })
})
