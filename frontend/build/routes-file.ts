import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

interface Route {
  path: string
  name: string
}
const START = '/tugas'

/** Puts the list of addresses beside the build: the server preloads a page's code and first answers from it. */
export function routesFile(): Plugin {
  return {
    name: 'routes-file',
    apply: 'build',
    generateBundle() {
      const source = fileURLToPath(new URL('../src/app/routes.json', import.meta.url))
      const routes = JSON.parse(readFileSync(source, 'utf8')) as Route[]
      // the front door leads to the tasks: the same head start
      const doors = routes
        .filter(({ path }) => path === START)
        .map((route) => ({ ...route, path: '/', name: 'start' }))
      this.emitFile({ type: 'asset', fileName: 'routes.json', source: JSON.stringify([...doors, ...routes]) })
    },
  }
}
