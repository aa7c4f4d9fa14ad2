import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { Conflict, NotFound } from '../errors.ts'
import { sha256 } from '../indicators/certification.ts'
import type { RegistryUnit } from '../units/registry.ts'
import { BoundaryReport } from './report.ts'

// A set of boundaries is prepared and looked at, then put in force for days from one on, and may be withdrawn; the wall then draws the set before it,
// or the cartogram where there is none.

export interface BoundarySet {
  id: number
  validFrom: string
  fileName: string
  fileSha256: string
  sha256: string
  report: BoundaryReport
  lookedAt: Date
  source: string | null
  licence: string | null
  loadedBy: string | null
  loadedWhy: string | null
  loadedAt: Date | null
  withdrawnBy: string | null
  withdrawnWhy: string | null
  withdrawnAt: Date | null
}

const COLUMNS = sql`
  id, valid_from as "validFrom", file_name as "fileName", file_sha256 as "fileSha256", sha256, report, looked_at as "lookedAt", source, licence,
  loaded_by as "loadedBy", loaded_why as "loadedWhy", loaded_at as "loadedAt", withdrawn_by as "withdrawnBy", withdrawn_why as "withdrawnWhy",
  withdrawn_at as "withdrawnAt"`

const read = (row: BoundarySet): BoundarySet => ({ ...row, report: BoundaryReport.parse(row.report) })

/** Every set that was put in force, withdrawn or not, the latest days first, of one day the newest first. */
export async function listBoundaries(db: Db): Promise<BoundarySet[]> {
  const { rows } = await sql<BoundarySet>`
    select ${COLUMNS} from boundaries where loaded_at is not null order by valid_from desc, loaded_at desc`.execute(db)
  return rows.map(read)
}

export async function findBoundaries(db: Db, id: number): Promise<BoundarySet> {
  const { rows } = await sql<BoundarySet>`select ${COLUMNS} from boundaries where id = ${id}`.execute(db)
  if (rows[0]) return read(rows[0])
  throw new NotFound({
    vi: 'Không có bộ ranh giới này. Bộ chỉ xem thử mà không dùng thì sau một ngày tự xoá; nạp lại tệp.',
    en: 'There is no such set of boundaries. One that was looked at and not used goes after a day; load the file again.',
  })
}

/** Keeps a set to be looked at. What others looked at a day ago and did not use goes. */
export async function keepBoundaries(
  db: Db,
  set: {
    validFrom: string
    units: readonly Pick<RegistryUnit, 'key'>[]
    fileName: string
    fileSha256: string
    topology: string
    report: BoundaryReport
  },
): Promise<BoundarySet> {
  await sql`delete from boundaries where loaded_at is null and looked_at < clock_timestamp() - interval '1 day'`.execute(db)
  const { rows } = await sql<BoundarySet>`
    insert into boundaries (valid_from, units, file_name, file_sha256, topology, sha256, report)
    values (${set.validFrom}, ${set.units.map(({ key }) => key)}::text[], ${set.fileName}, ${set.fileSha256}, ${set.topology},
      ${sha256(set.topology)}, ${JSON.stringify(set.report)}::jsonb)
    returning ${COLUMNS}`.execute(db)
  return read(rows[0] as BoundarySet)
}

export interface Loading {
  source: string
  licence: string
  by: string
  why: string
}

/** From now on the set is what days since its first are drawn by. */
export async function putInForce(db: Db, id: number, { source, licence, by, why }: Loading): Promise<BoundarySet> {
  const { rows } = await sql<BoundarySet>`
    update boundaries set source = ${source}, licence = ${licence}, loaded_by = ${by}, loaded_why = ${why}, loaded_at = clock_timestamp()
    where id = ${id} and loaded_at is null returning ${COLUMNS}`.execute(db)
  if (rows[0]) return read(rows[0])
  const { loadedBy } = await findBoundaries(db, id)
  throw new Conflict({
    vi: `${loadedBy} đã đưa bộ ranh giới này vào dùng.`,
    en: `${loadedBy} has put this set of boundaries in force already.`,
  })
}

/** The set is drawn no more; it stays known that it was. */
export async function withdrawBoundaries(db: Db, id: number, { by, why }: Pick<Loading, 'by' | 'why'>): Promise<BoundarySet> {
  const { rows } = await sql<BoundarySet>`
    update boundaries set withdrawn_by = ${by}, withdrawn_why = ${why}, withdrawn_at = clock_timestamp()
    where id = ${id} and loaded_at is not null and withdrawn_at is null returning ${COLUMNS}`.execute(db)
  if (rows[0]) return read(rows[0])
  const { withdrawnBy } = await findBoundaries(db, id)
  throw new Conflict(
    withdrawnBy === null
      ? { vi: 'Bộ ranh giới này chưa được đưa vào dùng.', en: 'This set of boundaries is not in force yet.' }
      : { vi: `${withdrawnBy} đã thu hồi bộ ranh giới này.`, en: `${withdrawnBy} has withdrawn this set of boundaries already.` },
  )
}

/** The outlines of a set by their fingerprint, as they are served; null where there are none. */
export async function readTopology(db: Db, fingerprint: string): Promise<string | null> {
  const found = await db.selectFrom('boundaries').select('topology').where('sha256', '=', fingerprint).limit(1).executeTakeFirst()
  return found?.topology ?? null
}
