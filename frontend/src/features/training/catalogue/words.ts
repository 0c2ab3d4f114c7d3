import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import type { ActivityKind, PositionClass } from '@/api/schema'
import { language } from '@/i18n'
import { competenciesOptions } from './queries'
import { t } from './texts'

/** The codes the catalogue uses, and the words people read for them; an unknown code stays as it is. */
export const KINDS: readonly ActivityKind[] = ['experience', 'others', 'formal']
export const VALUES = ['BP', 'AK', 'KP', 'HM', 'LY', 'AD', 'KB'] as const
export const CLASSES: readonly PositionClass[] = ['administrator', 'pengawas', 'fungsional', 'pelaksana']
export const TRAITS = ['assessor', 'cpns', 'new_pppk', 'without_government_degree'] as const
export const FORMS = [
  'assignment',
  'coaching',
  'mentoring',
  'peer_learning',
  'community',
  'structural',
  'classical',
  'technical',
  'managerial',
  'socio_cultural',
  'guidance',
  'e_learning',
  'workshop',
  'certification',
] as const

const isOneOf = <V extends string>(all: readonly V[], value: string): value is V =>
  (all as readonly string[]).includes(value)

export const formText = (form: string) => (isOneOf(FORMS, form) ? t(`form_${form}`) : form)
export const valueText = (code: string) => (isOneOf(VALUES, code) ? t(`value_${code}`) : code)

/** The competencies in the language of the screen. */
export function useCompetencies() {
  const { data } = useQuery(competenciesOptions)
  return computed(() =>
    (data.value ?? []).map((one) => ({
      code: one.code,
      levels: one.levels,
      name: language.value === 'en' ? one.name_en : one.name,
    })),
  )
}
