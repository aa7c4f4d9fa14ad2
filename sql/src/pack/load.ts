import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { CORE_TILES } from './core-tiles.ts'
import type { Normaliser } from './normalise.ts'
import { Pack, type Tile } from './pack.ts'

/** A domain folder, read: what it declares and the two things it does (normalise a record, contribute to measures). */
export interface Domain {
  pack: Pack
  /** The table every kind of this domain stores its facts in. */
  table: string
  normaliser: Normaliser
  /** contributions.sql: a select over `fact` yielding (measure, unit_id, bucket, dims, value). */
  contributions: string
  /** resolve.sql, where the domain must look at stored facts before it can finish a staged one. */
  resolve: string | null
  /** stream.sql, where the domain has a stream of items to show: (id, at, title, outlet, copies) for units $1, at most $2. */
  stream: string | null
  folder: string
}

const HOUSE = join(dirname(fileURLToPath(import.meta.url)), '../../domains')

let loaded: Promise<Domain[]> | undefined

/** Every domain of sql/domains, found by looking; the only place that knows there are folders. */
export function loadDomains(): Promise<Domain[]> {
  loaded ??= Promise.all(domainFolders().map(loadDomain))
  return loaded
}

export function domainFolders(house = HOUSE): string[] {
  return readdirSync(house, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(house, entry.name))
    .sort()
}

async function loadDomain(folder: string): Promise<Domain> {
  const declared = await import(pathToFileURL(join(folder, 'index.ts')).href)
  const pack = Pack.parse(declared.default, { reportInput: false })
  const { default: normaliser } = await import(pathToFileURL(join(folder, 'normalise.ts')).href)
  const optional = (name: string) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : null)
  return {
    pack,
    table: pack.kinds[0]?.table as string,
    normaliser,
    contributions: readFileSync(join(folder, 'contributions.sql'), 'utf8').trim(),
    resolve: optional('resolve.sql'),
    stream: optional('stream.sql'),
    folder,
  }
}

export async function findDomain(id: string): Promise<Domain> {
  const domains = await loadDomains()
  const domain = domains.find((each) => each.pack.id === id)
  if (!domain) throw new Error(`There is no domain «${id}». Known: ${domains.map((each) => each.pack.id).join(', ')}.`)
  return domain
}

/** Every tile a scene may show. */
export async function loadTiles(): Promise<Tile[]> {
  return [...CORE_TILES, ...(await loadDomains()).flatMap(({ pack }) => pack.tiles)]
}
