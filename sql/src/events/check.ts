import type { Localised } from '../pack/pack.ts'
import type { EventFile } from './event.ts'

/** What an event may name. */
export interface NamedByEvents {
  units: ReadonlySet<string>
  indicators: ReadonlySet<string>
  domains: ReadonlySet<string>
}

/** What an event names that there is not; null where all is known. */
export function eventTrouble(event: Pick<EventFile, 'units' | 'indicators' | 'domains'>, named: NamedByEvents): Localised | null {
  for (const [kind, vi, en] of [
    ['units', 'đơn vị', 'unit'],
    ['indicators', 'chỉ tiêu', 'indicator'],
    ['domains', 'lĩnh vực', 'domain'],
  ] as const) {
    const unknown = event[kind].find((key) => !named[kind].has(key))
    if (unknown !== undefined)
      return { vi: `Không có ${vi} «${unknown}». Chọn lại.`, en: `There is no ${en} «${unknown}». Choose again.` }
  }
  return null
}
