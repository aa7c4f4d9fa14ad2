import {
  type Domain,
  type FoundAlert,
  type AlertGroup as Group,
  loadDomains,
  type OpenAlerts,
  type Registry,
  SubjectNames,
} from '@ioc/sql'
import type { Localised } from '@ioc/sql/pack'
import type { Alert, AlertGroup, AlertsAnswer } from '../../contract/index.ts'
import type { TileContext } from '../tiles/context.ts'

/** Of one cause so many alerts are told, of all causes together so many; the others by their number. */
const SHOWN = 200
const SHOWN_TOGETHER = 1_000
/** So many causes are told; a storm may have thousands where each unit's stand by themselves. */
const GROUPS = 200
/** So many can be acknowledged at once. */
const AT_ONCE = 1_000

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

  /** What an alert measured; nothing while that is held back, be it measured before. */
  measured(subject: string, value: number | null): number | null {
    return this.#names.isHeldBack(subject, new Date()) ? null : value
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
    measured,
    ...alert
  }: FoundAlert): Alert {
    const { watch: _, domain: __, feeds: ___, ...told } = alert
    return {
      ...told,
      measured: this.measured(subject, measured),
      subject: this.#names.of(subject),
      unit: unit === null ? null : { key: unit, name: unitName ?? unit },
      since: since.toISOString(),
      ...{ firedAt: said(firedAt), acknowledgedAt: said(acknowledgedAt), resolvedAt: said(resolvedAt) },
      ...{ blindSince: said(blindSince), clearSince: said(clearSince) },
    }
  }

  /** Groups as far as a screen has use for them: the first whole, of later ones an alert each, of the last their number. */
  groups(all: Group[], { open }: OpenAlerts): { groups: AlertGroup[]; more: AlertsAnswer['more'] } {
    let left = SHOWN_TOGETHER
    const some = (alerts: FoundAlert[], least: number) => {
      const shown = alerts.slice(0, Math.max(least, Math.min(SHOWN, left)))
      left -= shown.length
      return shown
    }
    const groups = all
      .slice(0, GROUPS)
      .map((group) => this.group(group, { alerts: some(group.alerts, 1), explained: some(group.explained, 0) }))
    const told = groups.reduce((sum, { of, explainedOf }) => sum + of + explainedOf, 0)
    return {
      groups,
      more: { groups: Math.max(0, all.length - GROUPS), alerts: open.watch + open.warn + open.critical - told },
    }
  }

  group({ subject, domain, alerts, explained, ...group }: Group, shown: Pick<Group, 'alerts' | 'explained'>): AlertGroup {
    return {
      ...group,
      subject: this.#names.of(subject),
      domain: this.domain(domain),
      of: alerts.length,
      explainedOf: explained.length,
      firing: alerts.flatMap(({ id, status }) => (status === 'firing' ? [id] : [])).slice(0, AT_ONCE),
      alerts: shown.alerts.map((alert) => this.alert(alert)),
      explained: shown.explained.map((alert) => this.alert(alert)),
    }
  }
}

const said = (at: Date | null) => at?.toISOString() ?? null
