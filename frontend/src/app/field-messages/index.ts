import { locale } from '@/i18n'
import { t } from './texts'

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

/**
 * What the browser says about a field that stops a form, in the page's language: by itself it speaks its own, which on
 * an office PC is often English. Once for all forms; a message holds until its form is changed or sent again.
 */
export function speakOfFields(page: Document): void {
  page.addEventListener('invalid', ({ target }) => isControl(target) && explain(target), true)
  for (const kind of ['input', 'change', 'click'] as const) {
    page.addEventListener(kind, ({ target }) => target instanceof Element && forget(target), true)
  }
}

function isControl(target: EventTarget | null): target is Control {
  return target instanceof Element && 'setCustomValidity' in target
}

function explain(control: Control): void {
  control.setCustomValidity('')
  if (!control.validity.valid) control.setCustomValidity(messageFor(control))
}

/** Of radio buttons each has got the message, and any of them may be chosen: so the whole form forgets. */
function forget(target: Element): void {
  for (const control of target.closest('form')?.elements ?? [])
    if (isControl(control)) control.setCustomValidity('')
}

function messageFor(control: Control): string {
  const { validity, value } = control
  if (validity.valueMissing) return missing(control)
  if (control instanceof HTMLSelectElement || validity.badInput) return t('unreadable')
  const now = value.length
  if (validity.tooShort) return t('tooShort', { least: control.minLength, now })
  if (validity.tooLong) return t('tooLong', { most: control.maxLength, now })
  if (control instanceof HTMLTextAreaElement) return t('unreadable')
  const day = control.type.startsWith('date')
  if (validity.rangeUnderflow) return t(day ? 'tooEarly' : 'tooSmall', { limit: inWords(control.min, day) })
  if (validity.rangeOverflow) return t(day ? 'tooLate' : 'tooLarge', { limit: inWords(control.max, day) })
  if (validity.stepMismatch) return t('step', { step: control.step || '1' })
  return control.type === 'email' ? t('email') : t('unreadable')
}

function missing(control: Control): string {
  const kinds: Record<string, 'pick' | 'tick' | 'file'> = {
    radio: 'pick',
    'select-one': 'pick',
    checkbox: 'tick',
    file: 'file',
  }
  return t(kinds[control.type] ?? 'empty')
}

/** A limit as the page writes it: a number, or a day as the field shows it (it has no zone). */
function inWords(limit: string, day: boolean): string {
  return day
    ? new Date(`${limit.slice(0, 10)}T00:00`).toLocaleDateString(locale(), { dateStyle: 'long' })
    : limit
}
