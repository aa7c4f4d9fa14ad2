import { AsyncLocalStorage } from 'node:async_hooks'
import type { Db } from '../db.ts'

const answering = new AsyncLocalStorage<WeakMap<Db, Map<string, Promise<unknown>>>>()

/** While work makes up one answer of many numbers, what several of them rest on is asked of the database once. */
export const asOneAnswer = <T>(work: () => Promise<T>): Promise<T> => answering.run(new WeakMap(), work)

/** What `ask` says, within one answer what it said to the same key first. */
export function askOnce<T>(db: Db, key: unknown[], ask: () => Promise<T>): Promise<T> {
  const asked = answering.getStore()
  if (!asked) return ask()
  const known = asked.get(db) ?? new Map<string, Promise<unknown>>()
  asked.set(db, known)
  const name = JSON.stringify(key)
  const said = (known.get(name) as Promise<T> | undefined) ?? ask()
  known.set(name, said)
  return said
}
