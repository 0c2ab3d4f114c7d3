import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

const SOURCE = join(import.meta.dirname, '../src/worker/sw.js')

/**
 * The service worker with the name of this build in it: browsers then notice that there is a newer one, offer it, and
 * the worker lets go of the files of the one before.
 */
export function worker(): Plugin {
  return {
    name: 'worker',
    generateBundle(_options, bundle) {
      const names = Object.keys(bundle).sort().join('\n')
      const build = createHash('sha256').update(names).digest('hex').slice(0, 12)
      const source = readFileSync(SOURCE, 'utf8').replace("'shell-1'", `'shell-${build}'`)
      this.emitFile({ type: 'asset', fileName: 'sw.js', source })
    },
  }
}
