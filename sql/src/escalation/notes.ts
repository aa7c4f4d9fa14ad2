import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { usableChannels } from './channels.ts'
import { type Contact, listContacts, onDuty, whoIs } from './contacts.ts'
import type { NoteLetter } from './letter.ts'
import type { ChannelKey, EscalationPlan } from './plan.ts'

export interface Note extends Omit<NoteLetter, 'about' | 'level'> {
  /** Told once to each, however often this is thought of. */
  cause: string
  unitId: number
  level?: NoteLetter['level']
  /** By what; by default what the plan says of notes. */
  by?: ChannelKey[]
  /** Whom it is for: by default who looks first at what comes to the unit. */
  role?: string
}

/** Tells units something that is no alert. Answers how many people are told of each note; 0 where a unit has nobody. */
export async function tellUnits(db: Db, plan: EscalationPlan, notes: Note[]): Promise<number[]> {
  if (notes.length === 0) return []
  const ways = await usableChannels(db)
  const contacts = await listContacts(db)
  const duty = await onDuty(db, new Date())
  const told: number[] = []
  for (const { cause, unitId, role, by = plan.notes, level = null, ...said } of notes) {
    const people = role === undefined ? firstOf(plan, contacts, duty, unitId) : whoIs(contacts, duty, { role, unitId })
    const letter = JSON.stringify({ about: 'note', level, ...said } satisfies NoteLetter)
    for (const { key, addresses } of people)
      for (const channel of by) {
        const isHere = channel === 'in_app'
        if (!ways.has(channel) || (!isHere && addresses[channel] === undefined)) continue
        await sql`
          insert into message (contact, channel, address, letter, cause, status, settled_at)
          values (${key}, ${channel}, ${addresses[channel] ?? ''}, ${letter}::jsonb, ${cause}, ${isHere ? 'sent' : 'waiting'},
                  case when ${isHere} then clock_timestamp() end)
          on conflict (cause, contact, channel) where cause is not null do nothing`.execute(db)
      }
    told.push(people.length)
  }
  return told
}

/** Of the plan’s roles the first that somebody of the unit has. */
function firstOf({ roles }: EscalationPlan, contacts: Contact[], duty: ReadonlySet<string>, unitId: number): Contact[] {
  for (const role of Object.keys(roles)) {
    const found = whoIs(contacts, duty, { role, unitId })
    if (found.length > 0) return found
  }
  return []
}
