import type { Db } from '../db.ts'
import { listFeeds } from '../feeds/find.ts'
import { termsWithin } from '../indicators/formula.ts'
import type { Registry } from '../indicators/registry.ts'
import { loadDomains } from '../pack/load.ts'
import type { Dimensions, Localised, Where } from '../pack/pack.ts'
import type { Clause } from '../plans/plan.ts'
import { plansAsOf } from '../plans/versions.ts'
import { writeWhere } from '../readings/asked/where.ts'
import { parseSubject } from './subject.ts'

export interface SubjectName {
  kind: 'indicator' | 'feed' | 'clause' | 'rule'
  id: string
  /** Of a part of a number, which: `topic:y_te`. */
  where: string[]
  /** All of it as alerts name it. */
  key: string
  title: Localised
  /** What its numbers are counted in. */
  unit: (Localised & { id: string }) | null
  decimals: number
}

/** Gives what alerts are of their names. */
export class SubjectNames {
  readonly #registry: Registry
  readonly #feeds: Map<string, Localised>
  readonly #clauses: Map<string, Pick<Clause, 'text' | 'indicator'>>
  readonly #dims: Dimensions[]

  private constructor(
    registry: Registry,
    feeds: Map<string, Localised>,
    clauses: Map<string, Pick<Clause, 'text' | 'indicator'>>,
    dims: Dimensions[],
  ) {
    this.#registry = registry
    this.#feeds = feeds
    this.#clauses = clauses
    this.#dims = dims
  }

  static async read(db: Db, registry: Registry): Promise<SubjectNames> {
    const feeds = (await listFeeds(db)).map(({ spec }): [string, Localised] => [spec.id, spec.title])
    const plans = (await plansAsOf(db, null))?.value ?? []
    const clauses = plans.flatMap(({ id, clauses }) =>
      clauses.map((clause): [string, Pick<Clause, 'text' | 'indicator'>] => [`${id}/${clause.id}`, clause]),
    )
    const dims = (await loadDomains()).map(({ pack }) => pack.dims)
    return new SubjectNames(registry, new Map(feeds), new Map(clauses), dims)
  }

  of(subject: string): SubjectName {
    const parsed = parseSubject(subject)
    const { kind, id } = parsed
    const none = { where: [], key: subject, unit: null, decimals: 1 }
    if (kind === 'feed') return { kind, id, title: this.#feeds.get(id) ?? same(id), ...none }
    if (kind === 'clause') {
      const { text, indicator } = this.#clauses.get(id) ?? { text: id }
      const measuredBy = this.#registry.indicators.find((each) => each.id === indicator)
      return { kind, id, title: same(text), ...none, unit: measuredBy?.unitOfMeasurement ?? null }
    }
    if (kind === 'rule') return { kind, id, title: this.of(id).title, ...none }
    const indicator = this.#registry.indicators.find((each) => each.id === id)
    const title = this.#titleOfPart(indicator?.title ?? same(id), parsed.where)
    // What is paced by the year is measured by how far it is ahead of the calendar.
    const unit = indicator?.paced ? this.#registry.wordsOf('percentage_point') : (indicator?.unitOfMeasurement ?? null)
    return { kind, id, where: writeWhere(parsed.where), key: subject, title, unit, decimals: indicator?.decimals ?? 0 }
  }

  /** Whether any of what it is measured by has its hour of release still to come: then nothing is told that was measured of it. */
  isHeldBack(subject: string, at: Date): boolean {
    const { kind, id } = parseSubject(subject)
    if (kind === 'rule') return this.isHeldBack(id, at)
    const measuredBy = kind === 'clause' ? this.#clauses.get(id)?.indicator : id
    const indicator = this.#registry.indicators.find((each) => each.id === measuredBy)
    const terms = indicator?.definitions.flatMap(({ compiled }) => termsWithin(compiled.terms)) ?? []
    return terms.some(({ measure }) => measure.embargoes?.some(({ until }) => at < new Date(until)))
  }

  #titleOfPart(title: Localised, where: Where): Localised {
    const parts = Object.entries(where).flatMap(([dim, values]) => values.map((value) => this.#wordOf(dim, value)))
    const inLanguage = (language: 'vi' | 'en') => [title[language], ...parts.map((part) => part[language])].join(' · ')
    return { vi: inLanguage('vi'), en: inLanguage('en') }
  }

  #wordOf(dim: string, value: string): Localised {
    return this.#dims.flatMap((dims) => dims[dim]?.values[value] ?? [])[0] ?? same(value)
  }
}

const same = (text: string): Localised => ({ vi: text, en: text })
