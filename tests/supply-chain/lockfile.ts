import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { DENIED } from './policy.ts'

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..')

interface Asked {
  specifier: string
  version: string
}
type Wanted = Record<string, Asked>

export interface Lockfile {
  catalogs?: Record<string, Record<string, Asked>>
  overrides?: Record<string, string>
  importers: Record<string, { dependencies?: Wanted; devDependencies?: Wanted; optionalDependencies?: Wanted }>
  packages: Record<string, { resolution: Record<string, string>; os?: string[] }>
  snapshots: Record<string, { dependencies?: Record<string, string>; optionalDependencies?: Record<string, string> }>
}

const PARTS = ['sql', 'workers', 'server', 'web', 'tests', '.']
/** One version and no range, as the registry numbers them: no address, no repository, no file. */
const EXACT = /^\d+\.\d+\.\d+(-[\w.]+)?$/
const ENTRY = /^(?<name>(?:@[a-z\d][\w.-]*\/)?[a-z\d][\w.-]*)@(?<version>\d+\.\d+\.\d+(?:-[\w.]+)?)$/i
const SHA512 = /^sha512-[A-Za-z\d+/]{86}==$/

export const readYaml = (file: string) => parse(readFileSync(join(ROOT, file), 'utf8'))
export const readLockfile = (): Lockfile => readYaml('pnpm-lock.yaml')

/** Without the peers it was resolved with: `vite@8.3.8(tsx@4.23.15)` is `vite@8.3.8`. */
export const alone = (key: string) => key.replace(/\(.*$/, '')

export function nameAndVersion(entry: string): { name: string; version: string } {
  const { name, version } = ENTRY.exec(entry)?.groups ?? {}
  if (!name || !version) throw new Error(`${entry} is no package of the registry with one version.`)
  return { name, version }
}

/** Whatever in a lockfile is not one version of a package of the registry, held to its hash; or is one we deny. */
export function faultsOf({ catalogs = {}, overrides = {}, importers, packages, snapshots }: Lockfile): string[] {
  const faults: string[] = []
  for (const [key, { resolution }] of Object.entries(packages)) {
    if (!ENTRY.test(key)) {
      faults.push(`${key} is not of the registry`)
      continue
    }
    const { integrity, ...elsewhere } = resolution
    if (!SHA512.test(integrity ?? '')) faults.push(`${key} has no SHA-512`)
    for (const way of Object.keys(elsewhere)) faults.push(`${key} comes by «${way}»`)
    const denied = DENIED[key] ?? DENIED[nameAndVersion(key).name]
    if (denied) faults.push(`${key} is denied: ${denied}`)
  }
  for (const key of Object.keys(snapshots)) if (!packages[alone(key)]) faults.push(`${key} has no entry`)
  for (const catalog of Object.values(catalogs))
    for (const [name, { specifier }] of Object.entries(catalog))
      if (!EXACT.test(specifier)) faults.push(`the catalog has ${name} at ${specifier}`)
  for (const [name, version] of Object.entries(overrides))
    if (!EXACT.test(version)) faults.push(`${name} is overridden by ${version}`)
  for (const [part, { dependencies, devDependencies, optionalDependencies }] of Object.entries(importers))
    for (const [name, asked] of Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })) {
      const sister = asked.specifier === 'workspace:*' && PARTS.some((each) => asked.version === `link:../${each}`)
      if (asked.specifier !== 'catalog:' && !sister) faults.push(`${part} asks for ${name} at ${asked.specifier}`)
      if (!sister && !packages[`${name}@${alone(asked.version)}`]) faults.push(`${part} gets ${name} from ${asked.version}`)
    }
  return faults
}

/** What builds the screens, which `npm start` does where it runs. */
const BUILDS = ['vite', '@vitejs/plugin-react']

/** Everything production installs and runs, each with what it needs itself: `name@version` to others of them. */
export function production({ importers, snapshots }: Lockfile): { asked: string[]; needs: Map<string, string[]> } {
  const asked = new Set<string>()
  for (const part of ['sql', 'workers', 'server', 'web']) {
    const { dependencies, optionalDependencies, devDependencies } = importers[part] ?? {}
    const builds = Object.entries(devDependencies ?? {}).filter(([name]) => BUILDS.includes(name))
    for (const [name, { version }] of [...Object.entries({ ...dependencies, ...optionalDependencies }), ...builds])
      if (!version.startsWith('link:')) asked.add(`${name}@${version}`)
  }
  const needs = new Map<string, string[]>()
  const visited = new Set<string>()
  const waiting = [...asked]
  for (let key = waiting.pop(); key; key = waiting.pop()) {
    if (visited.has(key)) continue
    visited.add(key)
    const { dependencies, optionalDependencies } = snapshots[key] ?? {}
    const next = Object.entries({ ...dependencies, ...optionalDependencies }).map(([name, version]) => `${name}@${version}`)
    waiting.push(...next)
    needs.set(alone(key), [...new Set([...(needs.get(alone(key)) ?? []), ...next.map(alone)])])
  }
  return { asked: [...asked].map(alone), needs }
}
