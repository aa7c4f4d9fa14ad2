import type { Language } from './i18n.ts'

/** Sentences by name, in as many levels as their author likes. */
export interface Sentences {
  readonly [name: string]: string | Sentences
}

/** What stands in the holes of a sentence; `count`, a number or one written out, also chooses between one and many. */
type Filling = Readonly<Record<string, unknown>> & {
  readonly count?: number | string
  readonly defaultValue?: string | undefined
}

/** Says a sentence, or the first of several that there is. */
export type Translate = (key: string | readonly string[], filling?: Filling) => string

/** Every sentence under its whole name: `tile.late`. */
export function flat(tree: Sentences, under = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([name, said]) =>
      typeof said === 'string' ? [[`${under}${name}`, said] as const] : [...flat(said, `${under}${name}.`)],
    ),
  )
}

/**
 * Speaks `language` from `known`, and what is not known there from `otherwise`: `name_one` or `name_other` where something is counted
 * (Unicode plural rules), `{{hole}}` filled with what is given. What nobody knows says its own name, so that it is seen.
 *
 * Written here and not taken from a library, since those of the field weigh more than all the sentences of a wall.
 */
export function translator(
  language: Language,
  known: ReadonlyMap<string, string>,
  otherwise: ReadonlyMap<string, string> = new Map(),
): Translate {
  const plural = new Intl.PluralRules(language)
  return (key, filling = {}) => {
    const { count, defaultValue } = filling
    const keys = (typeof key === 'string' ? [key] : key).flatMap((one) =>
      count === undefined ? [one] : [`${one}_${plural.select(Number(count))}`, one],
    )
    const found = keys.map((one) => known.get(one) ?? otherwise.get(one)).find((said) => said !== undefined)
    return found === undefined ? (defaultValue ?? keys.at(-1) ?? '') : filled(found, filling)
  }
}

const filled = (sentence: string, filling: Filling) =>
  sentence.replace(/{{(\w+)}}/g, (_, hole: string) => String(filling[hole] ?? ''))
