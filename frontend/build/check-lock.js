// npm can write a lock without the entries of some platform packages; `npm ci` then fails on other machines.
import { readFileSync } from 'node:fs'

const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'))
const known = new Set(Object.keys(lock.packages).map((path) => path.split('node_modules/').pop()))
const faults = []
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const name of Object.keys(entry.optionalDependencies ?? {})) {
    if (!known.has(name)) faults.push(`${path}: ${name} has no entry of its own`)
  }
  if (/^https?:/.test(entry.resolved ?? '')) faults.push(`${path}: records a download address`)
}
if (faults.length > 0) {
  console.error(faults.join('\n'))
  process.exit(1)
}
