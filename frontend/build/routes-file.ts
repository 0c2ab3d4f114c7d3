import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

/** Puts the list of addresses beside the build: the server preloads a page's code and first answers from it. */
export function routesFile(): Plugin {
  return {
    name: 'routes-file',
    apply: 'build',
    generateBundle() {
      const source = fileURLToPath(new URL('../src/app/routes.json', import.meta.url))
      this.emitFile({ type: 'asset', fileName: 'routes.json', source: readFileSync(source, 'utf8') })
    },
  }
}
