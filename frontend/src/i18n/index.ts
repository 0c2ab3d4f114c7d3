import { computed, readonly, ref, shallowRef, type Ref } from 'vue'

/** The two languages of the office. Indonesian ships with each page, English comes when asked for. */
export type Language = 'id' | 'en'

/** One text, or its plural forms by `Intl.PluralRules`; `{name}` marks what is filled in. */
export type Message = string | { readonly one?: string; readonly other: string }
export type Dictionary = Readonly<Record<string, Message>>

/** The English twin of a dictionary: the same keys, or the build fails. */
export type Translation<D extends Dictionary> = Readonly<Record<keyof D, Message>>

type Names<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never
type Filled<M> = M extends string ? Names<M> : M extends { other: infer Other } ? Names<Other> | 'n' : never
type Values<M> = [Filled<M>] extends [never] ? [] : [values: Record<Filled<M>, string | number>]

export type Translate<D extends Dictionary> = <K extends keyof D>(key: K, ...values: Values<D[K]>) => string

const COOKIE = 'language'
const chosen = ref<Language>(readCookie())
const loading: Promise<unknown>[] = []
const loaders: (() => Promise<unknown>)[] = []

/** The language on the screen; changed by `setLanguage` alone. */
export const language: Readonly<Ref<Language>> = readonly(chosen)

/**
 * The texts of one feature: `const t = messages(id, () => import('./locale.en'))`.
 * `t` is reactive: whatever shows a text shows it anew when the language changes.
 */
export function messages<const D extends Dictionary>(
  indonesian: D,
  loadEnglish: () => Promise<{ default: Translation<D> }>,
): Translate<D> {
  const english = shallowRef<Translation<D> | null>(null)
  const load = async () => {
    english.value ??= (await loadEnglish()).default
  }
  loaders.push(load)
  if (chosen.value === 'en') loading.push(load())
  const dictionary = computed<Dictionary>(() => (chosen.value === 'en' && english.value) || indonesian)
  return (key, ...values) => fill(dictionary.value[key as string] ?? String(key), values[0])
}

/** Waits until all texts of the pages loaded so far are there in the chosen language. */
export async function textsReady(): Promise<void> {
  await Promise.all(loading.splice(0))
}

/** The server reads the same cookie: its texts, the page and what is preloaded agree on the language. */
export async function setLanguage(wanted: Language): Promise<void> {
  if (wanted === 'en') await Promise.all(loaders.map((load) => load()))
  document.cookie = `${COOKIE}=${wanted}; Path=/; Max-Age=31536000; SameSite=Strict`
  chosen.value = wanted
  document.documentElement.lang = wanted
}

function fill(message: Message, values?: Record<string, string | number>): string {
  const text = typeof message === 'string' ? message : pluralOf(message, Number(values?.n))
  if (!values) return text
  return text.replace(/\{(\w+)\}/g, (mark, name: string) => {
    const value = values[name]
    return value === undefined ? mark : typeof value === 'number' ? value.toLocaleString(locale()) : value
  })
}

function pluralOf(message: Exclude<Message, string>, n: number): string {
  const rule = new Intl.PluralRules(locale()).select(n)
  return (rule === 'one' && message.one) || message.other
}

function readCookie(): Language {
  return /(?:^|; )language=en(?:;|$)/.test(document.cookie) ? 'en' : 'id'
}

/** For `Intl`: how numbers and dates are written. */
export function locale(): string {
  return chosen.value === 'en' ? 'en-GB' : 'id-ID'
}
