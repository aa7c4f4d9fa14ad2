import { type Domain, type FoundAlert, type AlertGroup as Group, loadDomains, type Registry, SubjectNames } from '@ioc/sql'
import type { Localised } from '@ioc/sql/pack'
import type { Alert, AlertGroup } from '../../contract/index.ts'
import type { TileContext } from '../tiles/context.ts'

/** Of one cause so many alerts are told; the others by their number. */
const SHOWN = 200

/** Alerts as the contract has them, with the names of what they are of. */
export class AlertWords {
  readonly #names: SubjectNames
  readonly #domains: Map<string, Localised>

  private constructor(names: SubjectNames, domains: Domain[]) {
    this.#names = names
    this.#domains = new Map(domains.map(({ pack }) => [pack.id, pack.title]))
  }

  static async of(db: TileContext['database']['db'], registry: Registry): Promise<AlertWords> {
    return new AlertWords(await SubjectNames.read(db, registry), await loadDomains())
  }

  subject(subject: string): Alert['subject'] {
    return this.#names.of(subject)
  }

  domain(id: string | null): Localised | null {
    return id === null ? null : (this.#domains.get(id) ?? { vi: id, en: id })
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
      subject: this.#names.of(subject),
      unit: unit === null ? null : { key: unit, name: unitName ?? unit },
      since: since.toISOString(),
      ...{ firedAt: said(firedAt), acknowledgedAt: said(acknowledgedAt), resolvedAt: said(resolvedAt) },
      ...{ blindSince: said(blindSince), clearSince: said(clearSince) },
    }
  }

  group({ subject, domain, alerts, explained, ...group }: Group): AlertGroup {
    return {
      ...group,
      subject: this.#names.of(subject),
      domain: this.domain(domain),
      of: alerts.length,
      alerts: alerts.slice(0, SHOWN).map((alert) => this.alert(alert)),
      explained: explained.slice(0, SHOWN).map((alert) => this.alert(alert)),
    }
  }
}

const said = (at: Date | null) => at?.toISOString() ?? null
