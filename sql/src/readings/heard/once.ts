import { AsyncLocalStorage } from 'node:async_hooks'
import type { Db } from '../../db.ts'
import { ledgerPosition } from '../../ledger/position.ts'
import { sightNow } from '../../sight/sight.ts'

const answering = new AsyncLocalStorage<WeakMap<Db, Map<string, Promise<unknown>>>>()

/** While work makes up one answer of many numbers, what several of them rest on is asked of the database once. */
export const asOneAnswer = <T>(work: () => T): T => answering.run(new WeakMap(), work)

/** What `ask` says, within one answer what it said to the same key first, to whoever may see as much. */
export function askOnce<T>(db: Db, key: unknown[], ask: () => Promise<T>): Promise<T> {
  const asked = answering.getStore()
  if (!asked) return ask()
  const known = asked.get(db) ?? new Map<string, Promise<unknown>>()
  asked.set(db, known)
  const name = JSON.stringify([sightNow(), ...key])
  const said = (known.get(name) as Promise<T> | undefined) ?? ask()
  known.set(name, said)
  return said
}

/** How far the ledger had got when this answer was begun. */
export const positionOfAnswer = (db: Db): Promise<number> => askOnce(db, ['position'], () => ledgerPosition(db))

const remembered = new WeakMap<Db, Map<string, Promise<unknown>>>()
const MOST_REMEMBERED = 300

/**
 * What `ask` says, or said to the same key since the ledger moved last, to whoever may see as much. For what rests on the ledger and its
 * key alone. The position is read before, so that what is remembered under it is never older.
 */
export async function untilMoved<T>(db: Db, key: unknown[], ask: () => Promise<T>): Promise<T> {
  const name = JSON.stringify([await positionOfAnswer(db), sightNow(), ...key])
  const known = remembered.get(db) ?? new Map<string, Promise<unknown>>()
  remembered.set(db, known)
  const found = known.get(name) as Promise<T> | undefined
  // What broke off one question is not the next one's answer.
  if (found) return found.catch(() => untilMoved(db, key, ask))
  const said = ask()
  if (known.size >= MOST_REMEMBERED) known.delete(known.keys().next().value as string)
  known.set(name, said)
  said.catch(() => known.delete(name))
  return said
}
