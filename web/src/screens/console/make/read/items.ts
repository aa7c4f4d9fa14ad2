import type { KindOption } from '@ioc/server/contract'

/** Items a figure may be of, by what people call them: those known of the chosen kind of record or, before one is chosen, of every kind that has any. */
export interface KnownItems {
  of: KindOption['domainTitle']
  items: KindOption['domainTitle'][]
}

export function knownItems(kinds: KindOption[], chosen: KindOption | undefined): KnownItems[] {
  const byDomain = new Map<string, KnownItems>()
  for (const { domain, domainTitle, targets } of chosen ? [chosen] : kinds) {
    const items = targets.filter(({ name }) => name === 'item').flatMap(({ known, values }) => [...values, ...known])
    if (items.length === 0) continue
    const here = byDomain.get(domain) ?? { of: domainTitle, items: [] }
    const isNew = (title: KindOption['domainTitle']) => !here.items.some(({ vi }) => vi === title.vi)
    here.items.push(...items.map(({ title }) => title).filter(isNew))
    byDomain.set(domain, here)
  }
  return [...byDomain.values()]
}
