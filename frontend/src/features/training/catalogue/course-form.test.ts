import { describe, expect, it } from 'vitest'
import type { CourseRead } from '@/api/schema'
import { bodyOf, formOf } from './course-form'

const course: CourseRead = {
  id: 'a',
  code: 'ADMINDUK',
  name: 'Administrasi Kependudukan',
  kind: 'formal',
  form: 'technical',
  description: 'Melayani berkas.',
  values: ['BP'],
  competencies: { '5': 1, '3': 2 },
  audience: { position_classes: ['pelaksana'], words: ['loket', 'siak'], traits: [] },
  provider: '',
  hours_jp: null,
  seats: 30,
  active: true,
  row_version: 4,
}

describe('the form of an activity', () => {
  it('sends back what it was filled with', () => {
    const { id, code, row_version, ...content } = course
    expect([id, code, row_version]).toEqual(['a', 'ADMINDUK', 4])
    expect(bodyOf(formOf(course))).toEqual(content)
  })

  it('reads words between commas, and an emptied number as none', () => {
    const form = formOf(course)
    Object.assign(form, { words: ' loket, , aset ,', seats: '', levels: { '5': 0, '3': 2 } })
    const body = bodyOf(form)
    expect(body.audience?.words).toEqual(['loket', 'aset'])
    expect(body.seats).toBeNull()
    expect(body.competencies).toEqual({ '3': 2 })
  })
})
