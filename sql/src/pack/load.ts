import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { CORE_TILES } from './core-tiles.ts'
import { type Kind, kindTrouble, loadKind } from './load-kind.ts'
import { locateIn, type Place } from './locate.ts'
import { Meaning, Pack, type Tile } from './pack.ts'

/** A domain folder, read: what it declares, and its kinds of records with what it does with each. */
export interface Domain {
  pack: Pack
  /** What its numbers mean: the part of the pack that is kept for good. */
  meaning: Meaning
  kinds: [Kind, ...Kind[]]
  /** stream.sql, where the domain has a stream of items to show: (id, feed, at, title, outlet, copies) from `fact` of its first kind, for units $1, at most $2, at $3. */
  stream: string | null
  /** issues.sql, where the texts of its first kind gather into matters: what is most spoken of, for units $1, at most $2, at $3. */
  issues: string | null
  folder: string
}

const HOUSE = join(dirname(fileURLToPath(import.meta.url)), '../../domains')

let loaded: Promise<Domain[]> | undefined

/** Every domain, found by looking; the only place that knows there are folders. */
export function loadDomains(): Promise<Domain[]> {
  loaded ??= readDomains()
  return loaded
}

export function readDomains(houses = housesOfDomains()): Promise<Domain[]> {
  return Promise.all(domainFolders(houses).map(loadDomain)).then((domains) => {
    const trouble = kindTrouble(domains.flatMap(({ kinds }) => kinds))
    if (trouble) throw new Error(trouble)
    return domains
  })
}

export function domainFolders(houses = housesOfDomains()): string[] {
  return houses.flatMap((house) =>
    readdirSync(house, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && existsSync(join(house, entry.name, 'index.ts')))
      .map((entry) => join(house, entry.name))
      .sort(),
  )
}

/** sql/domains and, where IOC_DOMAINS_DIR names it, a folder of further ones. */
function housesOfDomains(): string[] {
  const { IOC_DOMAINS_DIR: more } = process.env
  return more ? [HOUSE, resolve(more)] : [HOUSE]
}

async function loadDomain(folder: string): Promise<Domain> {
  const declared = await import(pathToFileURL(join(folder, 'index.ts')).href)
  const pack = parsePack(declared.default, locateIn(folder))
  const kinds = await Promise.all(pack.kinds.map((kind) => loadKind(pack.id, folder, kind, pack.kinds.length === 1)))
  const optional = (name: string) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : null)
  return {
    pack,
    meaning: Meaning.parse({ ...pack, rule: ruleOf(kinds.map(({ contributions }) => contributions).join('\n')) }),
    kinds: kinds as Domain['kinds'],
    stream: optional('stream.sql'),
    issues: optional('issues.sql'),
    folder,
  }
}

/** A pack as declared, checked; what is wrong is named by file and line. */
function parsePack(declared: unknown, where: (place: Place) => string): Pack {
  const parsed = Pack.safeParse(declared)
  if (parsed.success) {
    const stray = strayColumn(parsed.data)
    if (stray === undefined) return parsed.data
    const tables = parsed.data.kinds.map(({ table }) => table).join(', ')
    throw new Error(`${where({ section: 'personal', id: stray })}: personal: ${stray} is of no table it has: ${tables}.`)
  }
  throw new Error(
    parsed.error.issues
      .map(({ path, message }) => `${where(placeOf(declared, path))}: ${path.join('.')}: ${message}.`)
      .join('\n'),
  )
}

/** What is said to be kept of persons in a table that is none of the domain’s. */
function strayColumn({ personal, kinds }: Pack): string | undefined {
  return personal.find(({ where }) => !kinds.some(({ table }) => where.startsWith(`${table}.`)))?.where
}

function placeOf(declared: unknown, [section, index]: PropertyKey[]): Place {
  const each = (declared as Record<PropertyKey, Record<PropertyKey, Record<string, unknown>>> | null)?.[section ?? '']?.[
    index ?? ''
  ]
  const key = typeof index === 'string' ? index : ''
  return { section: section as Place['section'], id: String(each?.id ?? each?.indicator ?? key) }
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

/** A domain's kind of record, as a feed names it. */
export async function findKind(domainId: string, kindId: string): Promise<Kind> {
  const { kinds } = await findDomain(domainId)
  const kind = kinds.find(({ id }) => id === kindId)
  if (!kind) throw new Error(`${domainId} has no kind of record «${kindId}». It has: ${kinds.map(({ id }) => id).join(', ')}.`)
  return kind
}

/** Every tile a scene may show. */
export async function loadTiles(): Promise<Tile[]> {
  return [...CORE_TILES, ...(await loadDomains()).flatMap(({ pack }) => pack.tiles)]
}
