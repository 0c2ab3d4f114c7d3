import { render, screen } from '@testing-library/vue'
import { describe, expect, it } from 'vitest'
import type { ResultRead } from '@/api/schema'
import NotFinal from './NotFinal.vue'

const show = (objection: ResultRead['objection']) =>
  render(NotFinal, {
    props: {
      result: {
        id: 'r1',
        round: { kind: 'full' },
        status: 'released',
        reader: 'self',
        is_final: false,
        superseded: false,
        objection,
        window: {
          received_at: '2026-11-24T02:00:00Z',
          automatic_at: '2026-11-27T02:00:00Z',
          objection_until: new Date(Date.now() + 3_600_000).toISOString(),
          objection_until_text: '8 Desember 2026, 24.00 WIB',
        },
      } as ResultRead,
    },
    global: { stubs: { RouterLink: { template: '<a><slot /></a>' } } },
  })

describe('why a result is not final yet', () => {
  it('tells until when one may object, by its last day', () => {
    show('none')
    expect(screen.getByText(/Masa keberatan berjalan sampai 8 Desember 2026, 24\.00 WIB/)).toBeTruthy()
  })

  it('says after a withdrawal that none can follow, and when the result becomes final', () => {
    show('withdrawn')
    expect(screen.queryByText(/Masa keberatan berjalan/)).toBeNull()
    const told = screen.getByText(/ditarik kembali dan tidak dapat diajukan lagi/)
    expect(told.textContent).toContain('final setelah 8 Desember 2026, 24.00 WIB')
  })
})
