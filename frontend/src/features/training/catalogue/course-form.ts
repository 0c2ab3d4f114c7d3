import type { ActivityKind, CourseContent, CourseRead } from '@/api/schema'

export interface CourseForm {
  code: string
  name: string
  kind: ActivityKind | null
  form: string | null
  description: string
  values: string[]
  /** 0: does not teach this one */
  levels: Record<string, number>
  position_classes: string[]
  words: string
  traits: string[]
  provider: string
  hours_jp: number | string | null
  seats: number | string | null
  active: boolean
}

export function formOf(course: CourseRead | null): CourseForm {
  return {
    code: course?.code ?? '',
    name: course?.name ?? '',
    kind: course?.kind ?? null,
    form: course?.form ?? null,
    description: course?.description ?? '',
    values: [...(course?.values ?? [])],
    levels: { ...course?.competencies },
    position_classes: [...(course?.audience.position_classes ?? [])],
    words: (course?.audience.words ?? []).join(', '),
    traits: [...(course?.audience.traits ?? [])],
    provider: course?.provider ?? '',
    hours_jp: course?.hours_jp ?? null,
    seats: course?.seats ?? null,
    active: course?.active ?? true,
  }
}

export function bodyOf(form: CourseForm): CourseContent {
  return {
    name: form.name,
    kind: form.kind as ActivityKind, // the field is required
    form: form.form ?? '',
    description: form.description,
    values: form.values,
    competencies: Object.fromEntries(Object.entries(form.levels).filter(([, level]) => level > 0)),
    audience: {
      position_classes: form.position_classes,
      words: form.words
        .split(',')
        .map((word) => word.trim())
        .filter(Boolean),
      traits: form.traits,
    },
    provider: form.provider,
    hours_jp: numberOrNone(form.hours_jp),
    seats: numberOrNone(form.seats),
    active: form.active,
  }
}

/** An emptied number field holds "". */
export function numberOrNone(value: number | string | null): number | null {
  return value === null || value === '' ? null : Number(value)
}
