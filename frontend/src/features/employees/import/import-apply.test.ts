import { VueQueryPlugin } from '@tanstack/vue-query'
import userEvent from '@testing-library/user-event'
import { render, screen } from '@testing-library/vue'
import { describe, expect, it } from 'vitest'
import type { ImportRead } from '@/api/schema'
import ImportApply from '../components/ImportApply.vue'

const none = { created: [], changed: [], absent: [], refused: [], warnings: [], questions: [], structure: [] }
const outcome = (parts: Partial<ImportRead>): ImportRead => ({
  id: 'an-import',
  created_at: '2026-11-24T02:00:00Z',
  file_hash: '',
  dry_run: true,
  applied: false,
  counts: {
    rows: 2,
    created: 1,
    changed: 0,
    unchanged: 0,
    absent: 0,
    deactivated: 0,
    refused_rows: 0,
    units_created: 0,
    units_changed: 0,
    positions_created: 0,
    positions_changed: 0,
    cards_to_print: 1,
  },
  ...none,
  ...parts,
})
const fault = {
  row: 13,
  column: 'NAMA',
  code: 'name_empty',
  severity: 'error',
  message: 'Nama kosong.',
  remedy: 'Isi sel ini.',
} as const
const question = { code: 'two_heads', rows: [4], message: 'Ada dua pimpinan.', answer: 'Yang pertama.' }
const global = { plugins: [VueQueryPlugin] }
const dialog = () => screen.queryByRole('heading', { name: 'Terapkan daftar ini?' })

describe('applying a staff list', () => {
  it('waits until faulty rows are skipped knowingly', async () => {
    const user = userEvent.setup()
    const { emitted } = render(ImportApply, {
      props: { run: outcome({ refused: [fault] }), confirmed: false, error: null },
      global,
    })
    await user.click(screen.getByRole('button', { name: 'Terapkan' }))
    expect(screen.getByText(/Ada baris yang salah/)).toBeTruthy()
    expect(dialog()).toBeNull()

    await user.click(screen.getByRole('checkbox', { name: 'Lewati baris yang salah' }))
    await user.click(screen.getByRole('button', { name: 'Terapkan' }))
    await user.click(screen.getAllByRole('button', { name: 'Terapkan' })[1] as HTMLElement)
    expect(emitted().apply).toEqual([[true]])
  })

  it('waits until the answers to open questions are confirmed', async () => {
    const user = userEvent.setup()
    render(ImportApply, {
      props: { run: outcome({ questions: [question] }), confirmed: false, error: null },
      global,
    })
    await user.click(screen.getByRole('button', { name: 'Terapkan' }))
    expect(screen.getByText('Setujui dahulu jawaban di atas.')).toBeTruthy()
    expect(dialog()).toBeNull()
  })

  it('asks for a word to be typed when people would leave', async () => {
    const user = userEvent.setup()
    const gone = { employee_id: 'x', name: 'Contoh', deactivated: false, kept_because: 'dry_run' } as const
    const { emitted } = render(ImportApply, {
      props: { run: outcome({ absent: [gone] }), confirmed: false, error: null },
      global,
    })
    await user.click(screen.getByRole('button', { name: 'Terapkan' }))
    await user.click(screen.getAllByRole('button', { name: 'Terapkan' })[1] as HTMLElement)
    expect(emitted().apply).toBeUndefined()
    await user.type(screen.getByRole('textbox'), 'catat keluar')
    await user.click(screen.getAllByRole('button', { name: 'Terapkan' })[1] as HTMLElement)
    expect(emitted().apply).toEqual([[false]])
  })
})
