import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

interface Chunk {
  file: string
  imports?: string[]
  css?: string[]
  assets?: string[]
  isDynamicEntry?: boolean
}
type Manifest = Record<string, Chunk>
interface Route {
  name: string
  module: string
  budget?: 'sign-in' | 'form' | 'result'
}

const KB = 1024
/** Gzipped bytes a page may load before it can be used. Above these a phone on a poor line waits too long. */
export const LIMITS = {
  entry: 65 * KB,
  'sign-in': 72 * KB,
  form: 80 * KB,
  result: 85 * KB,
  other: 130 * KB,
  lazy: 40 * KB,
  css: 12 * KB,
  font: 25 * KB,
}

/** Fails the build when a page grew beyond its budget; prints what each weighs. */
export function budgets(): Plugin {
  let folder = 'dist'
  return {
    name: 'budgets',
    apply: 'build',
    configResolved(config) {
      folder = config.build.outDir
    },
    // not at the end of a build that failed: its own error is the one to read
    writeBundle() {
      const manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8')) as Manifest
      const routes = JSON.parse(readFileSync(join(folder, 'routes.json'), 'utf8')) as Route[]
      const found = measure(manifest, routes, (file) => readFileSync(join(folder, file)))
      for (const line of found.report) console.log(line)
      if (found.excess.length > 0) throw new Error(`Over budget:\n${found.excess.join('\n')}`)
    },
  }
}

export function measure(manifest: Manifest, routes: Route[], read: (file: string) => Buffer) {
  const weights = new Map<string, number>()
  const weight = (file: string) => {
    if (!weights.has(file)) weights.set(file, gzipSync(read(file), { level: 9 }).length)
    return weights.get(file) ?? 0
  }
  const sum = (files: Iterable<string>) => [...files].reduce((total, file) => total + weight(file), 0)
  const report: string[] = []
  const excess: string[] = []
  const judge = (what: string, bytes: number, limit: number) => {
    const line = `${what}: ${(bytes / KB).toFixed(1)} of ${(limit / KB).toFixed(0)} KB`
    report.push(line)
    if (bytes > limit) excess.push(line)
  }
  const entry = scripts(manifest, ['index.html'])
  judge('entry', sum(entry), LIMITS.entry)
  for (const route of routes) {
    const all = scripts(manifest, ['index.html', route.module])
    judge(`page ${route.name}`, sum(all), LIMITS[route.budget ?? 'other'])
  }
  for (const [key, chunk] of Object.entries(manifest)) {
    if (chunk.isDynamicEntry) judge(`chunk ${key}`, weight(chunk.file), LIMITS.lazy)
  }
  const styles = new Set(
    Object.values(manifest)
      .flatMap((chunk) => [...(chunk.css ?? []), chunk.file])
      .filter((file) => file.endsWith('.css')),
  )
  judge('css', sum(styles), LIMITS.css)
  const fonts = new Set(
    Object.values(manifest)
      .flatMap((chunk) => [...(chunk.assets ?? []), chunk.file])
      .filter((file) => file.endsWith('.woff2')),
  )
  for (const font of fonts) judge('font', read(font).length, LIMITS.font)
  if (fonts.size > 1) excess.push(`fonts: ${fonts.size} files instead of one`)
  return { report, excess }
}

/** The files a page needs: its chunks and all they import at once. */
function scripts(manifest: Manifest, keys: string[]): Set<string> {
  const found = new Set<string>()
  const seen = new Set<string>()
  const visit = (key: string) => {
    if (seen.has(key)) return
    seen.add(key)
    const chunk = manifest[key]
    if (!chunk) throw new Error(`routes.json names ${key}, which the build does not contain`)
    if (chunk.file.endsWith('.js')) found.add(chunk.file)
    chunk.imports?.forEach(visit)
  }
  keys.forEach(visit)
  return found
}
