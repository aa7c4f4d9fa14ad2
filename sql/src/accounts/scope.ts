import { sql } from 'kysely'
import { Invalid } from '../errors.ts'
import { loadDomains } from '../pack/load.ts'
import type { Scope } from '../sight/sight.ts'

/** As a row of account or api_token has it. */
export const SCOPE = sql<Scope>`jsonb_build_object('unit', unit_id, 'domains', domains, 'upTo', up_to)`

/** What is written in a row. Throws Invalid where it names a domain that is not there. */
export async function scopeColumns({ domains, ...scope }: Scope): Promise<Scope> {
  const known = (await loadDomains()).map(({ pack }) => pack.id)
  const unknown = domains?.find((domain) => !known.includes(domain))
  if (unknown !== undefined) throw new Invalid({ vi: `Không có lĩnh vực «${unknown}».`, en: `There is no domain «${unknown}».` })
  return { ...scope, domains }
}
