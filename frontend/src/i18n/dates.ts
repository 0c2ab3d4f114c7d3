import { ref } from 'vue'
import { locale } from './index'

/** The office's time zone; set once the office is known. */
const zone = ref('Asia/Jakarta')
const NAMES: Record<string, string> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Jayapura': 'WIT',
}
const DAY_ONLY = /^\d{4}-\d{2}-\d{2}$/

export function setZone(name: string): void {
  zone.value = name
}

export function zoneName(): string {
  return NAMES[zone.value] ?? zone.value
}

/** "5 Desember 2026"; a calendar day has no zone and stays the day it is. */
export function formatDate(value: string): string {
  const timeZone = DAY_ONLY.test(value) ? 'UTC' : zone.value
  const form: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', year: 'numeric', timeZone }
  return new Intl.DateTimeFormat(locale(), form).format(new Date(value))
}

/** "16.00 WIB" */
export function formatTime(value: string): string {
  const form: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', timeZone: zone.value }
  return `${new Intl.DateTimeFormat(locale(), form).format(new Date(value))} ${zoneName()}`
}

/** "5 Desember 2026, 16.00 WIB" */
export function formatDateTime(value: string): string {
  return `${formatDate(value)}, ${formatTime(value)}`
}

export function formatNumber(value: number, digits = 0): string {
  return new Intl.NumberFormat(locale(), {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value)
}

/** What a `datetime-local` field shows, as an instant: the field speaks the office's zone, whatever the PC's clock says. */
export function instantOf(local: string): string {
  const asUtc = Date.parse(`${local}:00Z`)
  return new Date(asUtc - offsetAt(asUtc)).toISOString()
}

/** The other way round: an instant as a `datetime-local` field shows it. */
export function localOf(instant: string): string {
  const at = Date.parse(instant)
  return new Date(at + offsetAt(at)).toISOString().slice(0, 16)
}

/** Indonesia's zones have had no summer time: the offset near an instant is the offset at it. */
function offsetAt(at: number): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone.value,
    timeZoneName: 'longOffset',
  }).formatToParts(at)
  const [, sign = '+', hours = '0', minutes = '0'] =
    /GMT([+-])(\d{2}):(\d{2})/.exec(parts.find((part) => part.type === 'timeZoneName')?.value ?? '') ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
}
