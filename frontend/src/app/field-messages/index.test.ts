import { beforeAll, expect, it } from 'vitest'
import { setLanguage } from '@/i18n'
import { speakOfFields } from '.'

beforeAll(() => speakOfFields(document))

function makeForm(fields: string): HTMLFormElement {
  const form = document.createElement('form')
  form.innerHTML = `${fields}<button>Kirim</button>`
  document.body.replaceChildren(form)
  form.checkValidity()
  return form
}

const said = (form: HTMLFormElement) =>
  [...form.elements].map((control) => (control as HTMLInputElement).validationMessage).filter(Boolean)

it('names what is missing, by the kind of field', () => {
  expect(said(makeForm('<input required />'))).toEqual(['Isi bagian ini dahulu.'])
  expect(said(makeForm('<textarea required></textarea>'))).toEqual(['Isi bagian ini dahulu.'])
  expect(said(makeForm('<select required><option value=""></option></select>'))).toEqual([
    'Pilih salah satu dahulu.',
  ])
  expect(said(makeForm('<input type="checkbox" required />'))).toEqual(['Centang dahulu untuk melanjutkan.'])
  expect(said(makeForm('<input type="radio" name="a" required />'))).toEqual(['Pilih salah satu dahulu.'])
})

it('names the limit that was passed', () => {
  expect(said(makeForm('<input type="number" min="1" value="0" />'))).toEqual(['Paling kecil 1.'])
  expect(said(makeForm('<input type="number" max="120" value="121" />'))).toEqual(['Paling besar 120.'])
  expect(said(makeForm('<input type="email" value="nama" />'))).toEqual([
    'Tulis alamat surel yang lengkap, misalnya nama@kantor.go.id.',
  ])
})

it('says nothing where all is well', () => {
  expect(said(makeForm('<input required value="ada" />'))).toEqual([])
})

it('lets a form go as soon as another radio button was chosen or it is sent again', () => {
  const choice = makeForm('<input type="radio" name="a" required /><input type="radio" name="a" required />')
  const second = choice.elements[1] as HTMLInputElement
  second.checked = true
  second.dispatchEvent(new Event('change', { bubbles: true }))
  expect(choice.checkValidity()).toBe(true)
  const field = makeForm('<input required />').elements[0] as HTMLInputElement
  field.value = 'ditulis oleh halaman sendiri'
  field.form?.querySelector('button')?.click()
  expect(field.validationMessage).toBe('')
})

it('speaks English where the page does', async () => {
  await setLanguage('en')
  expect(said(makeForm('<input required />'))).toEqual(['Fill this in first.'])
  await setLanguage('id')
})
