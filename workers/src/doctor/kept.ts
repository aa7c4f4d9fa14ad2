import { stat } from 'node:fs/promises'
import { auditHead, keyFile, lookAtSeals, passesThrough, readKeys, signedOtherwise } from '@ioc/sql'
import { headsFile, keptHeads } from '../audit/keep-heads.ts'
import { type Finding, few, ok, type Place, toDo, wrong } from './finding.ts'

const HOUR_MS = 3_600_000

export async function seals({ database: { db }, home }: Pick<Place, 'database' | 'home'>): Promise<Finding> {
  const file = keyFile(home)
  const [sealed, [newest, ...older]] = [await lookAtSeals(db), (await readKeys(file)).map(({ id }) => id)]
  const total = [...sealed.values()].reduce((sum, count) => sum + count, 0)
  if (total === 0) return ok('Nothing is sealed yet.')
  const lost = [...sealed].filter(([key]) => key !== newest && !older.includes(key))
  if (lost.length > 0)
    return wrong(
      `${lost.reduce((sum, [, count]) => sum + count, 0)} of ${total} sealed secrets have no key in ${file}.`,
      'Put the backup of the file in its place; what has no key any more is set anew.',
    )
  if (older.length > 0)
    return toDo(`${file} holds ${older.length + 1} keys: changing them was begun and not ended.`, '«ioc secrets rotate» ends it.')
  return ok(`${total} secrets are sealed with the one key in ${file}.`)
}

export async function audit({ database: { db }, home, now }: Pick<Place, 'database' | 'home' | 'now'>): Promise<Finding> {
  const file = headsFile(home)
  const kept = (await keptHeads(file)).at(-1)
  if (!kept) {
    if (!(await auditHead(db))) return ok('Nothing was told to the audit yet.')
    return toDo(`No head of the audit is written down in ${file}.`, 'Let workers run; keep AUDIT_HEADS on another machine.')
  }
  if (!(await passesThrough(db, kept)))
    return wrong(
      `The audit does not pass through ${kept.position}:${kept.hash}, which was written down: entries were altered or taken out.`,
      'Keep everything as it is, and find the first by «ioc audit verify».',
    )
  const hours = (now.getTime() - (await stat(file)).mtimeMs) / HOUR_MS
  if (hours > 3)
    return toDo(`A head of the audit was last written down ${Math.floor(hours)} hours ago.`, 'See whether workers run.')
  return ok(
    `The audit passes through the head written down last, at position ${kept.position}; «ioc audit verify» walks all of it.`,
  )
}

/** A newer version of the program may count otherwise what was signed by the one before. */
export async function signed({ database: { db }, now }: Pick<Place, 'database' | 'now'>): Promise<Finding> {
  const otherwise = await signedOtherwise(db, now)
  if (otherwise.length === 0) return ok('What is signed reads as it was signed.')
  return toDo(
    `${otherwise.length} signed figures read otherwise now: ${few(otherwise.map(({ where }) => where))}.`,
    'Ask who signed them whether what they read now is right; then unlock them and have them signed anew («ioc verify» tells both values).',
  )
}
