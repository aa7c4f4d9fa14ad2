import { Conflict, changedSince, type Database, findFact, findFeed, Invalid, loadUnitRegistry } from '@ioc/sql'
import { readRecordAt } from '../pages/read-record.ts'
import { openRoad, type Road } from '../pipeline/road.ts'
import { sorterOf } from '../pipeline/sort-records.ts'
import type { Review } from './corrections.ts'
import { takeCorrections } from './take-corrections.ts'

export interface Said {
  by: string
  why: string
  /** How many versions the record had when they looked at it. */
  seen: number
  /** What is said of each, null to leave it to the machine again; what is not named stays as it was. */
  fields: Record<string, string | null>
}

/**
 * Puts a person's word in place of the machine's: the record as its source wrote it with what was said of it becomes a page of its
 * feed, and with it the fact's next version, whatever its source tells of it later. What has changed since they looked at it is
 * left as it is.
 */
export async function reviewFact(
  database: Database,
  key: string,
  externalId: string,
  { by, why, seen, fields }: Said,
): Promise<void> {
  const feed = await findFeed(database.db, key)
  const road = await openRoad(database, feed)
  const { versions } = await findFact(database.db, key, externalId)
  const [newest] = versions
  if (versions.length !== seen) throw changedSince()
  if (!newest?.stands || newest.fact.deleted === true)
    throw new Conflict({
      vi: 'Bản ghi này đã bị gỡ ở nguồn, không chấm lại được.',
      en: 'Its source took this record back; it can’t be judged anew.',
    })
  const source = await readRecordAt(database, {
    feed: key,
    feedVersion: newest.feedVersion,
    page: newest.page.id,
    place: newest.place,
  })
  if ('problem' in source)
    throw new Conflict({
      vi: `Không đọc lại được bản ghi: ${source.problem}`,
      en: `The record can’t be read again: ${source.en}`,
    })
  const at = source.at ?? null
  const said = { ...(await saidBefore(road, newest.fact)), ...fieldsOf(road, fields) }
  const review: Review = {
    ...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null)),
    reviewed_by: by,
    reviewed_at: new Date(),
    review_reason: why,
  }
  const outcome = sorterOf(road, new Date())({ ...source, review })
  if (!('draft' in outcome)) throw new Invalid(outcome.reasons.map(({ message }) => message).join(' '))
  if (outcome.draft.external_id !== externalId)
    throw new Conflict({
      vi: 'Cách đọc nguồn này đã đổi từ khi nhận bản ghi. Đọc lại các trang của nguồn rồi chấm lại.',
      en: 'How this feed is read has changed since. Read its stored pages again, then judge.',
    })
  await takeCorrections(road, { name: `chấm lại: ${by}`, by, why }, [{ at, record: source.value, review }], {
    externalId,
    versions: seen,
  })
}

/** By the record's own names for them. */
function fieldsOf({ kind }: Road, fields: Said['fields']): Record<string, string | null> {
  const known = kind.normaliser.reviewed ?? {}
  const names = Object.keys(fields)
  const unknown = names.find((name) => known[name] === undefined)
  if (unknown !== undefined)
    throw new Invalid({
      vi: `Bản ghi loại này không chấm lại được «${unknown}».`,
      en: `«${unknown}» of such a record can’t be judged anew.`,
    })
  if (names.length === 0)
    throw new Invalid({ vi: 'Chọn ít nhất một điều để chấm lại.', en: 'Choose at least one thing to judge anew.' })
  return Object.fromEntries(names.map((name) => [known[name] as string, fields[name] ?? null]))
}

/** What a person said of it before stands beside what is said now. */
async function saidBefore({ database, kind }: Road, fact: Record<string, unknown>): Promise<Record<string, unknown>> {
  if (typeof fact.reviewed_at !== 'string') return {}
  const units = await loadUnitRegistry(database.db)
  const told = Object.entries(kind.normaliser.reviewed ?? {}).flatMap(([name, column]) => {
    const value = fact[column]
    return value === null || value === undefined ? [] : [[column, name === 'unit' ? units.get(value as number).key : value]]
  })
  return Object.fromEntries(told)
}
