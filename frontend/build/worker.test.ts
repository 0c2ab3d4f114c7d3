import { describe, expect, it } from 'vitest'
import { worker } from './worker'

function written(...files: string[]): string {
  let source = ''
  const context = { emitFile: (file: { source: string }) => void (source = file.source) }
  const { generateBundle } = worker() as unknown as {
    generateBundle: (options: unknown, bundle: object) => void
  }
  generateBundle.call(context, {}, Object.fromEntries(files.map((name) => [name, {}])))
  return source
}

describe('the service worker', () => {
  it('is another one for every build, and the same for the same files', () => {
    expect(written('assets/a-1.js')).toBe(written('assets/a-1.js'))
    expect(written('assets/a-1.js')).not.toBe(written('assets/a-2.js'))
  })
  it('names its build where it keeps the shell', () => {
    expect(written('assets/a-1.js')).toMatch(/SHELL = 'shell-[0-9a-f]{12}'/)
  })
})
