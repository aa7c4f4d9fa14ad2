import { type Db, inTransaction } from '../db.ts'
import { Conflict, Invalid } from '../errors.ts'
import { isSameSpec } from '../feeds/same-spec.ts'
import { clockOf } from '../time/hanoi.ts'
import { foldName } from '../units/names.ts'
import { eventTrouble, type NamedByEvents } from './check.ts'
import type { EventSaid } from './event.ts'
import { eventsAsOf, lockEvents, versionsOfEvent, writeEvent } from './versions.ts'

interface Who {
  by: string
  why: string
}

const MOST_LETTERS = 60

/** Keeps a new event under a key made of its name and the day it begins; answers the key. Throws Invalid where it names what there is not. */
export async function addEvent(db: Db, said: EventSaid, { by, why }: Who, named: NamedByEvents): Promise<string> {
  refuseTrouble(said, named)
  return inTransaction(db, async (trx) => {
    await lockEvents(trx)
    const taken = new Set((await eventsAsOf(trx, null)).map(({ key }) => key))
    const stem = keyOf(said)
    let id = stem
    for (let next = 2; taken.has(id); next++) id = `${stem}-${next}`
    await writeEvent(trx, id, { spec: { id, ...said }, madeIn: 'console', by, why })
    return id
  })
}

/**
 * Says an event otherwise, or (`said` null) withdraws it; answers its new version. `seen` is the version whoever changes it began from.
 * Throws Conflict, naming who and when, where there is a newer one; Invalid where it says nothing new or names what there is not.
 */
export async function changeEvent(
  db: Db,
  key: string,
  { said, seen, by, why }: Who & { said: EventSaid | null; seen: number },
  named: NamedByEvents,
): Promise<number> {
  if (said) refuseTrouble(said, named)
  return inTransaction(db, async (trx) => {
    await lockEvents(trx)
    const [now] = await versionsOfEvent(trx, key)
    if (now?.version !== seen) refuseLate(now)
    const spec = said && { id: key, ...said }
    if (isSameSpec(now.spec, spec))
      throw new Invalid(
        spec
          ? { vi: 'Chưa có gì khác với sự kiện đang có.', en: 'Nothing differs from the event as it is.' }
          : { vi: 'Sự kiện này đã rút rồi.', en: 'This event is withdrawn already.' },
      )
    return writeEvent(trx, key, { spec, madeIn: 'console', by, why })
  })
}

function keyOf({ title, from }: EventSaid): string {
  const words = foldName(title.vi)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MOST_LETTERS)
  return [words, from.slice(0, 10)].join('-').replace(/^-+|(?<=-)-+/g, '')
}

function refuseTrouble(said: EventSaid, named: NamedByEvents): void {
  const trouble = eventTrouble(said, named)
  if (trouble) throw new Invalid(trouble)
}

function refuseLate(now: { at: Date; by: string | null; spec: unknown } | undefined): never {
  if (!now)
    throw new Conflict({
      vi: 'Không còn sự kiện này. Tải lại danh sách.',
      en: 'This event is not there any more. Load the list again.',
    })
  const at = clockOf(now.at)
  throw new Conflict({
    vi: `${now.by ?? 'Tệp cấu hình'} đã ${now.spec === null ? 'rút' : 'đổi'} sự kiện này lúc ${at.vi}. Xem lại rồi đổi nếu vẫn cần.`,
    en: `${now.by ?? 'The configuration’s file'} ${now.spec === null ? 'withdrew' : 'changed'} this event at ${at.en}. Look again, then change it if you still want to.`,
  })
}
