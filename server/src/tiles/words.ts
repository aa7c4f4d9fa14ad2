import { findDomain } from '@ioc/sql'
import type { Localised } from '@ioc/sql/pack'

/** Puts values in the order of their dimension where that is a scale; else leaves them. */
export async function scaleOf(domain: string, dim: string): Promise<<T extends { key: string }>(values: T[]) => T[]> {
  const { pack } = await findDomain(domain)
  const { isScale, values: known } = pack.dims[dim] ?? { values: {} }
  const order = Object.keys(known)
  return (values) => (isScale ? values.toSorted((a, b) => order.indexOf(a.key) - order.indexOf(b.key)) : values)
}

/** What people call the values of a domain's dimension; one without words of its own is called by itself. */
export async function wordsOf(domain: string, dim: string): Promise<(value: string) => Localised> {
  const { pack } = await findDomain(domain)
  const known = new Map(Object.entries(pack.dims[dim]?.values ?? {}))
  return (value) => known.get(value) ?? { vi: value, en: value }
}
