import type { Db } from '../db.ts'
import { Invalid } from '../errors.ts'
import { isSameSpec } from '../feeds/same-spec.ts'
import { eventTrouble, type NamedByEvents } from './check.ts'
import type { EventFile } from './event.ts'
import { eventsAsOf, lockEvents, writeEvent } from './versions.ts'

export function checkEvents(events: EventFile[], named: NamedByEvents): void {
  for (const event of events) {
    const trouble = eventTrouble(event, named)
    if (trouble) throw new Invalid(`events/${event.id}.yaml: ${trouble.en}`)
  }
}

/**
 * Makes events what the files say, within a transaction: one whose file is gone is withdrawn. Those written, changed or withdrawn at the
 * desk stay so, unless all is to be as given.
 */
export async function applyEvents(trx: Db, events: EventFile[], { overConsole }: { overConsole: boolean }): Promise<void> {
  await lockEvents(trx)
  const madeIn = overConsole ? 'command' : 'file'
  const kept = new Map((await eventsAsOf(trx, null)).map((each) => [each.key, each]))
  const isOfDesk = (key: string) => !overConsole && kept.get(key)?.madeIn === 'console'
  for (const spec of events)
    if (!isOfDesk(spec.id) && !isSameSpec(kept.get(spec.id)?.spec ?? null, spec)) await writeEvent(trx, spec.id, { spec, madeIn })
  const gone = [...kept.values()].filter(({ key, spec }) => spec && !events.some(({ id }) => id === key))
  for (const { key } of gone) if (!isOfDesk(key)) await writeEvent(trx, key, { spec: null, madeIn })
}
