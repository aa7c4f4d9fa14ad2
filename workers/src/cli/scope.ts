import { type Db, Invalid, loadUnitRegistry, type Scope } from '@ioc/sql'
import { Classification } from '@ioc/sql/pack'

// What of the house an account or a token sees, as options of a command.

export interface Within {
  within?: string
  domains?: string[]
  upTo: string
}

export const WITHIN_UNIT = ['--within <unit>', 'only what is of this unit, with all below it and all it came from'] as const
export const WITHIN_DOMAINS = ['--domains <domain...>', 'only what is of these domains'] as const
export const UP_TO = ['--up-to <classification>', Classification.options.join(', '), 'restricted'] as const

/** Throws NotFound where there is no such unit, Invalid where there is no such classification. */
export async function scopeOf(db: Db, { within, domains, upTo }: Within): Promise<Scope> {
  const known = Classification.safeParse(upTo)
  if (!known.success) throw new Invalid(`--up-to is one of ${Classification.options.join(', ')}.`)
  const unit = within === undefined ? null : (await loadUnitRegistry(db)).find(within).id
  return { unit, domains: domains ?? null, upTo: known.data }
}
