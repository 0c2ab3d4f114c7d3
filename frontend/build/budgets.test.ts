import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { LIMITS, measure } from './budgets.ts'

const KB = 1024
// random bytes do not shrink: what goes in is what is weighed, save for some bytes of gzip's own
const files = (sizes: Record<string, number>) => (file: string) => randomBytes(sizes[file] ?? 0)
const manifest = {
  'index.html': { file: 'entry.js', imports: ['core'], css: ['entry.css'] },
  core: { file: 'core.js' },
  'src/form.vue': { file: 'form.js', imports: ['core', 'shared'], isDynamicEntry: true },
  shared: { file: 'shared.js' },
}
const form = [{ name: 'form', module: 'src/form.vue', budget: 'form' as const }]

describe('the budgets of a build', () => {
  it('weighs a page with all it imports, each file once', () => {
    const read = files({ 'entry.js': 10 * KB, 'core.js': 20 * KB, 'form.js': 5 * KB, 'shared.js': 3 * KB })
    const { report, excess } = measure(manifest, form, read)
    expect(report).toContain('entry: 30.0 of 65 KB')
    expect(report).toContain('page form: 38.1 of 80 KB')
    expect(excess).toEqual([])
  })

  it('names the page that grew too heavy', () => {
    const read = files({
      'entry.js': 10 * KB,
      'core.js': 20 * KB,
      'form.js': 5 * KB,
      'shared.js': LIMITS.form,
    })
    expect(measure(manifest, form, read).excess).toEqual([expect.stringMatching(/^page form: 11\d/)])
  })

  it('refuses a second font and a page the build does not hold', () => {
    const fonts = { ...manifest, a: { file: 'a.woff2' }, b: { file: 'b.woff2' } }
    expect(measure(fonts, form, files({})).excess).toEqual(['fonts: 2 files instead of one'])
    expect(() => measure(manifest, [{ name: 'x', module: 'src/x.vue' }], files({}))).toThrow('src/x.vue')
  })
})
