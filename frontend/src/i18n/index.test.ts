import { afterEach, describe, expect, it } from 'vitest'
import { formatDate, formatDateTime, instantOf, localOf, setZone } from './dates'
import { language, messages, setLanguage, textsReady } from './index'

const t = messages(
  { greeting: 'Halo {name}', days: { other: '{n} hari lagi' }, plain: 'Simpan' },
  async () => ({
    default: {
      greeting: 'Hello {name}',
      days: { one: '{n} day left', other: '{n} days left' },
      plain: 'Save',
    },
  }),
)

afterEach(() => setLanguage('id'))

describe('texts', () => {
  it('fills in names and counts by the rules of the language', async () => {
    expect(t('greeting', { name: 'Budi' })).toBe('Halo Budi')
    expect(t('days', { n: 1 })).toBe('1 hari lagi')
    await setLanguage('en')
    expect(t('days', { n: 1 })).toBe('1 day left')
    expect(t('days', { n: 3 })).toBe('3 days left')
  })

  it('keeps a text that looks like a mark', () => {
    expect(t('greeting', { name: '{name}' })).toBe('Halo {name}')
  })

  it('writes the choice where the server reads it', async () => {
    await setLanguage('en')
    expect(document.cookie).toContain('language=en')
    expect(document.documentElement.lang).toBe('en')
    expect(language.value).toBe('en')
  })

  it('waits for the English of a page that came later', async () => {
    await setLanguage('en')
    const late = messages({ title: 'Judul' }, async () => ({ default: { title: 'Title' } }))
    await textsReady()
    expect(late('title')).toBe('Title')
  })
})

describe('dates', () => {
  it('speaks the zone of the office, whatever the machine is set to', () => {
    expect(formatDateTime('2026-12-05T09:00:00Z')).toBe('5 Desember 2026, 16.00 WIB')
    setZone('Asia/Jayapura')
    expect(formatDateTime('2026-12-05T20:00:00Z')).toBe('6 Desember 2026, 05.00 WIT')
    setZone('Asia/Jakarta')
  })

  it('leaves a day without a time the day it is', () => {
    expect(formatDate('2026-12-05')).toBe('5 Desember 2026')
  })

  it('turns what a field shows into an instant and back', () => {
    expect(instantOf('2026-12-05T16:00')).toBe('2026-12-05T09:00:00.000Z')
    expect(localOf('2026-12-05T09:00:00Z')).toBe('2026-12-05T16:00')
  })
})
