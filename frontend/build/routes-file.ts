import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

interface Route {
  path: string
  name: string
  module: string
  access?: string
  focused?: boolean
  fetch?: string[]
}
const START = '/tugas'
const SOURCE = fileURLToPath(new URL('../src/app/routes.json', import.meta.url))
const MODULE = 'virtual:routes'

const read = () => JSON.parse(readFileSync(SOURCE, 'utf8')) as Route[]

/** Every page behind the sign-in waits for who is there: without this answer on its way, for one round trip more. */
function withPerson(route: Route): Route {
  if (route.access === 'anyone') return route
  return { ...route, fetch: ['/api/v1/me', ...(route.fetch ?? [])] }
}

/**
 * `routes.json` twice: beside the build, because the server preloads a page's code and first answers from it, and in
 * the bundle, without what only the server and the build need of it.
 */
export function routesFile(): Plugin {
  return {
    name: 'routes-file',
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : null),
    load(id) {
      if (id !== `\0${MODULE}`) return null
      this.addWatchFile(SOURCE)
      return `export default [${read().map(written).join(',')}]`
    },
    generateBundle() {
      const routes = read()
      // the front door leads to the tasks: the same head start; who rates nobody goes on to the work of his role, and
      // would be refused the list of tasks
      const doors = routes
        .filter(({ path }) => path === START)
        .map((route) => ({ ...route, path: '/', name: 'start', fetch: [] }))
      this.emitFile({
        type: 'asset',
        fileName: 'routes.json',
        source: JSON.stringify([...doors, ...routes].map(withPerson)),
      })
    },
  }
}

function written({ path, name, module, access, focused }: Route): string {
  const meta = JSON.stringify({ path, name, access, focused }).slice(0, -1)
  return `${meta},"page":()=>import(${JSON.stringify(`/${module}`)})}`
}
