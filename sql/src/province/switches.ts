import { z } from 'zod'

/**
 * What a province has of what the domains offer: `off` for a domain it does without, a list for one of which it wants these
 * indicators only. A domain not named is on, whole.
 */
export const DomainSwitches = z.record(z.string(), z.union([z.enum(['all', 'off']), z.array(z.string()).min(1)])).default({})
export type DomainSwitches = z.infer<typeof DomainSwitches>

export function isDomainOn(switches: DomainSwitches, domain: string): boolean {
  return switches[domain] !== 'off'
}

export function isIndicatorOn(switches: DomainSwitches, indicator: string): boolean {
  const domain = indicator.split('.')[0] as string
  const chosen = switches[domain]
  return Array.isArray(chosen) ? chosen.includes(indicator) : isDomainOn(switches, domain)
}
