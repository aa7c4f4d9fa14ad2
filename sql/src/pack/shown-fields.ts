import { type PlainType, plainTypeOf } from './column-type.ts'
import { wordsOfDomain } from './describe-kinds.ts'
import { findDomain } from './load.ts'
import type { Kind } from './load-kind.ts'
import type { Dimensions, Localised } from './pack.ts'

/** A column of a kind's facts as it is shown in a list of them. */
export interface ShownField {
  name: string
  title: Localised
  type: PlainType
  /** What people call its values; one not among them is called by itself. */
  values: Record<string, Localised>
}

/** The columns of a kind of record that are worth showing: those it names or, where it names none, every plain one that has a word. */
export async function shownFields({ domain, shows, normaliser }: Kind): Promise<ShownField[]> {
  const words = await wordsOfDomain(domain)
  const { pack } = await findDomain(domain)
  const titleOf = (name: string) => words.get(name) ?? pack.dims[name]?.title
  const names = shows ?? Object.keys(normaliser.columns).filter((name) => plainTypeOf(normaliser.columns[name]) && titleOf(name))
  return names.map((name) => ({
    name,
    title: titleOf(name) ?? { vi: name, en: name },
    type: plainTypeOf(normaliser.columns[name]) ?? 'text',
    values: valuesOf(name, words, pack.dims),
  }))
}

function valuesOf(name: string, words: Map<string, Localised>, dims: Dimensions): ShownField['values'] {
  const prefix = `${name}=`
  const named = [...words].flatMap(([word, title]) =>
    word.startsWith(prefix) ? [[word.slice(prefix.length), title] as const] : [],
  )
  return { ...Object.fromEntries(named), ...dims[name]?.values }
}
