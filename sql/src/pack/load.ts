import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { CORE_TILES } from './core-tiles.ts'
import { locateIn, type Place } from './locate.ts'
import type { Normaliser } from './normalise.ts'
import { Meaning, Pack, type Tile } from './pack.ts'

/** A domain folder, read: what it declares and the two things it does (normalise a record, contribute to measures). */
export interface Domain {
  pack: Pack
  /** What its numbers mean: the part of the pack that is kept for good. */
  meaning: Meaning
  /** The table every kind of this domain stores its facts in. */
  table: string
  normaliser: Normaliser
  /** contributions.sql: a select over `fact` yielding (measure, unit_id, bucket, dims, value). */
  contributions: string
  /** resolve.sql, where the domain must look at stored facts before it can finish a staged one. */
  resolve: string | null
  /** stream.sql, where the domain has a stream of items to show: (id, feed, at, title, outlet, copies) from `fact`, for units $1, at most $2, at $3. */
  stream: string | null
  folder: string
}

const HOUSE = join(dirname(fileURLToPath(import.meta.url)), '../../domains')

let loaded: Promise<Domain[]> | undefined

/** Every domain of sql/domains, found by looking; the only place that knows there are folders. */
export function loadDomains(): Promise<Domain[]> {
  loaded ??= readDomains()
  return loaded
}

export function readDomains(house = HOUSE): Promise<Domain[]> {
  return Promise.all(domainFolders(house).map(loadDomain))
}

export function domainFolders(house = HOUSE): string[] {
  return readdirSync(house, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(house, entry.name))
    .sort()
}

async function loadDomain(folder: string): Promise<Domain> {
  const declared = await import(pathToFileURL(join(folder, 'index.ts')).href)
  const pack = parsePack(declared.default, locateIn(folder))
  const { default: normaliser } = await import(pathToFileURL(join(folder, 'normalise.ts')).href)
  const optional = (name: string) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : null)
  const contributions = readFileSync(join(folder, 'contributions.sql'), 'utf8').trim()
  return {
    pack,
    meaning: Meaning.parse({ ...pack, rule: ruleOf(contributions) }),
    table: pack.kinds[0]?.table as string,
    normaliser,
    contributions,
    resolve: optional('resolve.sql'),
    stream: optional('stream.sql'),
    folder,
  }
}

/** A pack as declared, checked; what is wrong is named by file and line. */
function parsePack(declared: unknown, where: (place: Place) => string): Pack {
  const parsed = Pack.safeParse(declared)
  if (parsed.success) return parsed.data
  throw new Error(
    parsed.error.issues
      .map(({ path, message }) => `${where(placeOf(declared, path))}: ${path.join('.')}: ${message}.`)
      .join('\n'),
  )
}

function placeOf(declared: unknown, [section, index]: PropertyKey[]): Place {
  const each = (declared as Record<PropertyKey, Record<PropertyKey, Record<string, unknown>>> | null)?.[section ?? '']?.[
    index ?? ''
  ]
  return { section: section as Place['section'], id: String(each?.id ?? each?.indicator ?? '') }
}

/** A fingerprint of what a contribution rule does, whatever its comments and its layout. */
function ruleOf(contributions: string): string {
  const bare = contributions
    .replace(/^\s*--.*$/gm, '')
    .replace(/\s+/g, ' ')
    .trim()
  return createHash('sha256').update(bare).digest('hex').slice(0, 12)
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
