import {
  type Domain,
  type FoundAlert,
  type AlertGroup as Group,
  listFeeds,
  loadDomains,
  plansAsOf,
  type Registry,
} from '@ioc/sql'
import type { Localised } from '@ioc/sql/pack'
import type { z } from 'zod'
import type { Alert, AlertGroup } from '../../contract/index.ts'
import type { TileContext } from '../tiles/context.ts'

type Subject = z.infer<typeof Alert>['subject']

/** Of one cause so many alerts are told; the others by their number. */
const SHOWN = 200

/** Gives what alerts are of their names. */
export class AlertWords {
  readonly #registry: Registry
  readonly #feeds: Map<string, Localised>
  readonly #clauses: Map<string, string>
  readonly #domains: Map<string, Localised>

  private constructor(registry: Registry, feeds: Map<string, Localised>, clauses: Map<string, string>, domains: Domain[]) {
    this.#registry = registry
    this.#feeds = feeds
    this.#clauses = clauses
    this.#domains = new Map(domains.map(({ pack }) => [pack.id, pack.title]))
  }

  static async of(db: TileContext['database']['db'], registry: Registry): Promise<AlertWords> {
    const feeds = (await listFeeds(db)).map(({ spec }): [string, Localised] => [spec.id, spec.title])
    const plans = (await plansAsOf(db, null))?.value ?? []
    const clauses = plans.flatMap(({ id, clauses }) =>
      clauses.map((clause): [string, string] => [`${id}/${clause.id}`, clause.text]),
    )
    return new AlertWords(registry, new Map(feeds), new Map(clauses), await loadDomains())
  }

  subject(subject: string): Subject {
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

  domain(id: string | null): Localised | null {
    return id === null ? null : (this.#domains.get(id) ?? same(id))
  }

  alert({
    subject,
    unit,
    unitName,
    since,
    firedAt,
    acknowledgedAt,
    resolvedAt,
    blindSince,
    clearSince,
    ...alert
  }: FoundAlert): Alert {
    const { watch: _, domain: __, feeds: ___, ...told } = alert
    return {
      ...told,
      subject: this.subject(subject),
      unit: unit === null ? null : { key: unit, name: unitName ?? unit },
      since: since.toISOString(),
      ...{ firedAt: said(firedAt), acknowledgedAt: said(acknowledgedAt), resolvedAt: said(resolvedAt) },
      ...{ blindSince: said(blindSince), clearSince: said(clearSince) },
    }
  }

  group({ subject, domain, alerts, explained, ...group }: Group): AlertGroup {
    return {
      ...group,
      subject: this.subject(subject),
      domain: this.domain(domain),
      of: alerts.length,
      alerts: alerts.slice(0, SHOWN).map((alert) => this.alert(alert)),
      explained: explained.slice(0, SHOWN).map((alert) => this.alert(alert)),
    }
  }
}

function cut(subject: string): readonly ['feed' | 'clause' | 'rule', string] {
  const colon = subject.indexOf(':')
  return [subject.slice(0, colon) as 'feed' | 'clause' | 'rule', subject.slice(colon + 1)]
}

const same = (text: string): Localised => ({ vi: text, en: text })
const said = (at: Date | null) => at?.toISOString() ?? null
