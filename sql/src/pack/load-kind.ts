import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { loadRules } from '../rules/load.ts'
import type { Rule } from '../rules/rule.ts'
import { plainTypeOf } from './column-type.ts'
import type { Normaliser } from './normalise.ts'
import type { RecordKind } from './pack.ts'

/** A kind of record with the two things its domain does with it: make facts of records, and say what a fact adds to measures. */
export interface Kind extends RecordKind {
  domain: string
  normaliser: Normaliser
  /** A select over `fact` yielding (measure, unit_id, bucket, dims, value). */
  contributions: string
  /** Where the domain must look at stored facts before it can finish a staged one. */
  resolve: string | null
  /** What is asked of its records, before a province has its say. */
  rules: Rule[]
}

/** Reads a kind's files: `normalise.ts`, `contributions.sql` and so on where it is the domain's only one, else `normalise/<kind>.ts`. */
export async function loadKind(domain: string, folder: string, kind: RecordKind, isOnly: boolean): Promise<Kind> {
  const pathOf = (name: string, ending: string) => (isOnly ? `${name}.${ending}` : `${name}/${kind.id}.${ending}`)
  const need = (path: string) => {
    if (existsSync(join(folder, path))) return join(folder, path)
    throw new Error(
      `The domain ${domain} has no sql/domains/${basename(folder)}/${path}, which its kind of record «${kind.id}» needs.`,
    )
  }
  const { default: normaliser } = await import(pathToFileURL(need(pathOf('normalise', 'ts'))).href)
  const resolve = join(folder, pathOf('resolve', 'sql'))
  return {
    ...kind,
    domain,
    normaliser,
    contributions: readFileSync(need(pathOf('contributions', 'sql')), 'utf8').trim(),
    resolve: existsSync(resolve) ? readFileSync(resolve, 'utf8') : null,
    rules: loadRules(folder, { id: kind.id, normaliser }, isOnly),
  }
}

/** Why kinds of records cannot stand beside each other; null where they can. */
export function kindTrouble(kinds: Pick<Kind, 'id' | 'table' | 'domain' | 'shows' | 'normaliser'>[]): string | null {
  for (const [index, kind] of kinds.entries()) {
    const { id, table, domain } = kind
    const trouble = shownTrouble(kind)
    if (trouble) return trouble
    const earlier = kinds.slice(0, index)
    if (earlier.some((other) => other.domain === domain && other.id === id)) return `${domain} declares the kind «${id}» twice.`
    const rival = earlier.find((other) => other.table === table)
    if (rival)
      return `${domain} and ${rival.domain} both store «${id}» and «${rival.id}» in ${table}; give each kind its own table.`
  }
  return null
}

/** Why a kind can't show of its records what it says it does; null where it can. */
function shownTrouble({ id, domain, shows = [], normaliser: { columns } }: Pick<Kind, 'id' | 'domain' | 'shows' | 'normaliser'>) {
  const unknown = shows.find((name) => !plainTypeOf(columns[name]))
  if (unknown === undefined) return null
  const plain = Object.keys(columns).filter((name) => plainTypeOf(columns[name]))
  return `${domain} shows «${unknown}» of its kind «${id}», which is no plain column of it. It has ${plain.join(', ')}.`
}
