import type { SourceContent, ValueContent, VersionContent, VersionRead } from '@/api/schema'

const LEVELS = [1, 2, 3, 4, 5] as const
const NEW_ITEMS = 2

/** What is edited of a version: everything that would be frozen. A copy, so that what was read stays as it was. */
export function contentOf({ effective_from, legal_basis, policy, values }: VersionRead): VersionContent {
  return JSON.parse(JSON.stringify({ effective_from, legal_basis, policy, values })) as VersionContent
}

/** Items are numbered through the whole version in the order they stand. */
export function renumber(values: ValueContent[]): void {
  let number = 0
  for (const value of values) for (const item of value.items) item.number = ++number
}

export function newItem(): ValueContent['items'][number] {
  return { number: 0, text: '', help: '', competencies: [], optional_for_peers: false, share: 1 }
}

/** An empty value, saved once it has code and name; the words for the levels are those of the values beside it. */
export function newValue(neighbour: ValueContent | undefined): ValueContent {
  const labels = new Map(neighbour?.anchors.map(({ level, label }) => [level, label]))
  return {
    code: '',
    name: '',
    definition: '',
    competencies: [],
    share: 1,
    min_items: 1,
    strength_text: '',
    learning_text: '',
    items: Array.from({ length: NEW_ITEMS }, newItem),
    anchors: LEVELS.map((level) => ({ level, label: labels.get(level) ?? '', text: '' })),
  }
}

export function newSource(source: SourceContent['source']): SourceContent {
  return { source, weight_bp: 0, min_forms: 1, assigned: 1, max_forms: 1 }
}
