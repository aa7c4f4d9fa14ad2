import type { FoundAlert } from './find.ts'
import type { Severity } from './rule.ts'
import { rank } from './severity.ts'

/** Alerts of one cause: one indicator over any number of units, or a silent source and what it explains. */
export interface AlertGroup {
  domain: string | null
  subject: string
  level: Severity
  /** How many of them nobody has seen to yet. */
  waiting: number
  alerts: FoundAlert[]
  /** Those that stand behind a silent source. */
  explained: FoundAlert[]
}

/**
 * Open alerts by cause, or each unit’s own by cause, those nobody has seen to first, of them the severest, then those that are many.
 */
export function groupsOf(alerts: FoundAlert[], by: 'cause' | 'unit' = 'cause'): AlertGroup[] {
  const byId = new Map(alerts.map((alert) => [alert.id, alert]))
  const groups = new Map<string, AlertGroup>()
  for (const alert of alerts) {
    const dead = alert.inhibitedBy === null ? undefined : byId.get(alert.inhibitedBy)
    const cause = dead ?? alert
    const key = by === 'unit' ? `${cause.unit} ${cause.subject}` : cause.subject
    const group = groups.get(key) ?? begun(cause)
    groups.set(key, group)
    if (dead) group.explained.push(alert)
    else {
      group.alerts.push(alert)
      if (rank(alert.level) > rank(group.level)) group.level = alert.level
      if (isWaiting(alert)) group.waiting++
    }
  }
  return [...groups.values()].sort(
    (a, b) =>
      Number(b.waiting > 0) - Number(a.waiting > 0) ||
      rank(b.level) - rank(a.level) ||
      b.alerts.length - a.alerts.length ||
      (a.subject < b.subject ? -1 : 1),
  )
}

/** It disturbs: it fires, and neither a silence nor flapping keeps it quiet. */
function isWaiting({ status, silencedBy, flapping }: FoundAlert): boolean {
  return status === 'firing' && silencedBy === null && !flapping
}

function begun({ domain, subject, level }: FoundAlert): AlertGroup {
  return { domain, subject, level, waiting: 0, alerts: [], explained: [] }
}
