import type { Db } from '../db.ts'
import { listFeeds } from '../feeds/find.ts'
import type { Registry } from '../indicators/registry.ts'
import type { Localised } from '../pack/pack.ts'
import { plansAsOf } from '../plans/versions.ts'

export interface SubjectName {
  kind: 'indicator' | 'feed' | 'clause' | 'rule'
  id: string
  title: Localised
  /** What its numbers are counted in. */
  unit: (Localised & { id: string }) | null
  decimals: number
}

/** Gives what alerts are of their names. */
export class SubjectNames {
  readonly #registry: Registry
  readonly #feeds: Map<string, Localised>
  readonly #clauses: Map<string, string>

  private constructor(registry: Registry, feeds: Map<string, Localised>, clauses: Map<string, string>) {
    this.#registry = registry
    this.#feeds = feeds
    this.#clauses = clauses
  }

  static async read(db: Db, registry: Registry): Promise<SubjectNames> {
    const feeds = (await listFeeds(db)).map(({ spec }): [string, Localised] => [spec.id, spec.title])
    const plans = (await plansAsOf(db, null))?.value ?? []
    const clauses = plans.flatMap(({ id, clauses }) =>
      clauses.map((clause): [string, string] => [`${id}/${clause.id}`, clause.text]),
    )
    return new SubjectNames(registry, new Map(feeds), new Map(clauses))
  }

  of(subject: string): SubjectName {
    const [kind, id] = subject.includes(':') ? cut(subject) : (['indicator', subject] as const)
    const none = { unit: null, decimals: 1 }
    if (kind === 'feed') return { kind, id, title: this.#feeds.get(id) ?? same(id), ...none }
    if (kind === 'clause') return { kind, id, title: same(this.#clauses.get(id) ?? id), ...none }
    const indicator = this.#registry.indicators.find((each) => each.id === id)
    const title = indicator?.title ?? same(id)
    if (kind === 'rule') return { kind, id, title, ...none }
    // What is paced by the year is measured by how far it is ahead of the calendar.
    const unit = indicator?.paced ? this.#registry.wordsOf('percentage_point') : (indicator?.unitOfMeasurement ?? null)
    return { kind: 'indicator', id, title, unit, decimals: indicator?.decimals ?? 0 }
  }
}

function cut(subject: string): readonly ['feed' | 'clause' | 'rule', string] {
  const colon = subject.indexOf(':')
  return [subject.slice(0, colon) as 'feed' | 'clause' | 'rule', subject.slice(colon + 1)]
}

const same = (text: string): Localised => ({ vi: text, en: text })
