import type { FractionRead, StepRead } from '@/api/schema'
import { language } from '@/i18n'

/** "203/50", or "4" where nothing is left to divide. */
export function fraction({ num, den }: FractionRead): string {
  return den === '1' ? num : `${num}/${den}`
}

/** The four decimals the API gives, with the decimal sign of the reader's language. */
export function decimal({ decimal: four }: FractionRead): string {
  return language.value === 'id' ? four.replace('.', ',') : four
}

/** The text in the reader's language; explanations carry both. */
export function inLanguage(indonesian: string, english: string): string {
  return language.value === 'en' ? english : indonesian
}

const ORDER = ['source', 'value', 'composite', 'behaviour', 'work', 'predicate'] as const
export type Stage = (typeof ORDER)[number] | 'other'

/** The steps in the order in which a person follows them: form, source, value, composite, rating, predicate, the rest. */
export function byStage(steps: readonly StepRead[]): { stage: Stage; steps: StepRead[] }[] {
  const stages: Stage[] = [...ORDER, 'other']
  return stages
    .map((stage) => ({ stage, steps: steps.filter(({ key }) => stageOf(key) === stage) }))
    .filter((group) => group.steps.length > 0)
}

function stageOf(key: string): Stage {
  const kind = key.split('.')[0]
  return ORDER.find((stage) => stage === kind) ?? 'other'
}

const SIGNS: Record<string, string> = { '>=': '≥', '<=': '≤' }

export function sign(relation: string): string {
  return SIGNS[relation] ?? relation
}
