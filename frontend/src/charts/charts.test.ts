import { render, screen, within } from '@testing-library/vue'
import { describe, expect, it } from 'vitest'
import Dumbbell from './Dumbbell.vue'
import HeatTable from './HeatTable.vue'

const SERIES = [
  { kind: 'self' as const, label: 'diri sendiri' },
  { kind: 'peer' as const, label: 'rekan' },
]

describe('a dumbbell', () => {
  it('lists the widest gap first and says in its table what is not shown', () => {
    render(Dumbbell, {
      props: {
        title: 'Selisih',
        series: SERIES,
        heads: { row: 'Nilai', gap: 'Selisih' },
        absent: 'tidak ditampilkan',
        rows: [
          {
            key: 'A',
            label: 'Loyal',
            gap: { value: 0.2, text: '0,20' },
            points: { self: { value: 4, text: '4,00' } },
          },
          {
            key: 'B',
            label: 'Adaptif',
            gap: { value: -0.5, text: '-0,50' },
            points: { self: { value: 3, text: '3,00' }, peer: { value: 3.5, text: '3,50' } },
          },
        ],
      },
    })
    const rows = within(screen.getByRole('table', { hidden: true })).getAllByRole('row', { hidden: true })
    expect(rows.map((row) => row.textContent?.replace(/\s+/g, ' ').trim())).toEqual([
      'Nilaidiri sendirirekanSelisih',
      'Adaptif3,003,50−0,50',
      'Loyal4,00tidak ditampilkan+0,20',
    ])
  })
})

describe('a heat table', () => {
  it('writes each number on its step and hatches what is hidden', () => {
    render(HeatTable, {
      props: {
        title: 'Unit dan nilai',
        heads: { row: 'Unit', legend: 'Arti warna' },
        columns: [
          { key: 'BP', label: 'Pelayanan' },
          { key: 'AK', label: 'Akuntabel' },
        ],
        rows: [{ key: 'u', label: 'Seksi', cells: { BP: { value: 4.5, text: '4,50' }, AK: null } }],
        hidden: 'n < 3',
        hiddenMeans: 'kurang dari 3',
      },
    })
    expect(screen.getByRole('cell', { name: '4,50' }).className).toContain('bg-heat-5')
    expect(screen.getByRole('cell', { name: 'n < 3' }).className).toContain('hatched')
  })
})
