import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { budgets } from './build/budgets.ts'
import { compressed } from './build/compressed.ts'
import { routesFile } from './build/routes-file.ts'
import { worker } from './build/worker.ts'

const LISTS =
  /\/src\/ui\/(CardList|Chips|DataTable|Facts|SelectField|Pagination|PickOne|SearchField|FileField|ConfirmDialog|CopyButton|Tabs|list-state|wide)\b/
// what the first page, signing in, does without
const FORMS = /\/src\/ui\/(RadioCards|TextArea|Disclosure|ProgressBar|Badge|lost-focus)\b/
const CORE = /node_modules|\/src\/(ui|api)\/|\/src\/i18n\/(index|core|dates|id)\.ts/

/** A person's own result shows what these say in one page: they come in one file. */
const WITH_RESULTS = new Set(['dialogues', 'training'])

/** What several pages of one feature share: its texts, queries and components. */
function featureOf(id: string): string | null {
  const [, feature, place] = /\/src\/features\/([^/]+)\/(.+)\.(?:ts|vue)/.exec(id) ?? []
  if (!feature || !place || place.startsWith('pages/') || place.includes('locale')) return null
  if (WITH_RESULTS.has(feature) && !/catalogue|Course|Record/.test(place)) return 'results'
  // a folder inside this feature serves some of its pages only; who signs in does without
  const [part, inside] = place.split('/')
  return feature === 'accounts' && inside && part !== 'components' ? `${feature}-${part}` : feature
}

export default defineConfig({
  plugins: [vue(), tailwindcss(), routesFile(), worker(), compressed(), budgets()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  define: {
    __BUILD__: JSON.stringify(Date.now().toString(36)),
    __VUE_OPTIONS_API__: false,
    __VUE_PROD_DEVTOOLS__: false,
  },
  build: {
    // PCs with Windows 7 and 8 stop at Chrome 109 and Firefox 115
    target: ['chrome109', 'firefox115', 'safari16'],
    manifest: true,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // few files a page: the core, the page itself and what its feature shares; a poor line pays for every request
        codeSplitting: {
          groups: [
            // a group takes along what it needs: first the core, or the lists would carry it and be loaded everywhere
            { name: 'core', test: (id) => CORE.test(id) && !LISTS.test(id) && !FORMS.test(id), priority: 4 },
            { name: 'forms', test: FORMS, priority: 3 },
            { name: 'lists', test: LISTS, priority: 3 },
            { name: 'charts', test: /\/src\/charts\//, priority: 2 },
            { name: featureOf, minShareCount: 2, priority: 1 },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8000' } },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts', 'build/**/*.test.ts'],
    restoreMocks: true,
    setupFiles: ['src/test-setup.ts'],
  },
})
