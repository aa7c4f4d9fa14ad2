import { sql } from 'kysely'
import type { Calendar } from '../calendar/calendar.ts'
import type { Db } from '../db.ts'
import { Conflict, NotFound } from '../errors.ts'
import { storedBriefings } from './apply.ts'
import { Briefing } from './briefing.ts'
import { type Cadence, occasionsBetween } from './cadence.ts'
import { BriefingDocument } from './document.ts'

const DAY_MS = 86_400_000
/** What was being written at the hour is then written, so that whoever asks later as of it reads the same. */
const SETTLED_MS = 30_000
/** After a downtime, what was missed of so many days is made late; what is older nobody waits for any more. */
const LOOKS_BACK: Record<Cadence['every'], number> = { working_day: 7, week: 14, month: 45 }

export type BriefingFormat = 'pdf' | 'xlsx'

/** One report of the history. */
export interface MadeBriefing {
  id: number
  briefing: string
  title: { vi: string; en: string }
  occasion: Date | null
  asOf: Date
  askedBy: string | null
  askedAt: Date
  status: 'waiting' | 'made' | 'failed'
  tries: number
  nextTryAt: Date | null
  reason: string | null
  version: number | null
  madeAt: Date | null
  number: number | null
  /** «Số: 12/BC-VP» */
  numberSaid: string | null
  late: boolean
  simulated: boolean
  files: { format: BriefingFormat; bytes: number; sha256: string }[]
}

/** Notes down every report whose hour has come, once however many look. Answers how many are new. */
export async function noteOccasions(db: Db, calendar: Pick<Calendar, 'isWorkingDay'>, now = new Date()): Promise<number> {
  let noted = 0
  for (const { key, spec, cadenceSince } of await storedBriefings(db)) {
    const since = new Date(Math.max(cadenceSince.getTime(), now.getTime() - LOOKS_BACK[spec.cadence.every] * DAY_MS))
    for (const occasion of occasionsBetween(spec.cadence, calendar, since, new Date(now.getTime() - SETTLED_MS))) {
      const { numAffectedRows } = await sql`
        insert into briefing_made (briefing, occasion, as_of) values (${key}, ${occasion}, ${occasion})
        on conflict (briefing, occasion) do nothing`.execute(db)
      noted += Number(numAffectedRows ?? 0)
    }
  }
  return noted
}

/** A person wants one as of now. Of one that waits already there is no second. */
export async function askForBriefing(db: Db, key: string, by: string): Promise<number> {
  if (!(await storedBriefings(db)).some((each) => each.key === key)) throw unknownBriefing(key)
  const { rows } = await sql<{ id: number }>`
    with waiting as (
      select id from briefing_made where briefing = ${key} and occasion is null and status = 'waiting' order by id limit 1
    ), asked as (
      insert into briefing_made (briefing, as_of, asked_by)
      select ${key}, date_trunc('milliseconds', clock_timestamp()), ${by} where not exists (select from waiting) returning id
    )
    select id from waiting union all select id from asked`.execute(db)
  return (rows[0] as { id: number }).id
}

/** One that failed is tried at once. */
export async function tryBriefingAgain(db: Db, id: number): Promise<void> {
  const { rows } = await sql`
    update briefing_made set next_try_at = clock_timestamp() where id = ${id} and status = 'failed' returning id`.execute(db)
  if (rows.length > 0) return
  await findMade(db, id)
  throw new Conflict({
    vi: 'Báo cáo này không ở trạng thái lỗi. Tải lại trang để xem tình trạng mới nhất.',
    en: 'This report has not failed. Load the page again for how it stands.',
  })
}

const COLUMNS = sql`
  made.id, made.briefing, briefing.spec->'title' as title, occasion, as_of as "asOf", asked_by as "askedBy", asked_at as "askedAt", status, tries,
  next_try_at as "nextTryAt", reason, made.version, made_at as "madeAt", number, document->>'number' as "numberSaid",
  coalesce(document->>'late', '') <> '' as late, coalesce((document->>'simulated')::boolean, false) as simulated,
  coalesce((select jsonb_agg(jsonb_build_object('format', format, 'bytes', length(body), 'sha256', sha256) order by format)
    from briefing_file where briefing_file.made = made.id), '[]') as files`

/** The history, the newest first; of one report where it is named, and of those before another. */
export async function listMade(
  db: Db,
  { briefing, before, limit }: { briefing?: string | undefined; before?: number | undefined; limit: number },
): Promise<MadeBriefing[]> {
  const { rows } = await sql<MadeBriefing>`
    select ${COLUMNS} from briefing_made made join briefing on briefing.key = made.briefing
    where coalesce(made.briefing = ${briefing ?? null}::text, ${briefing === undefined}) and coalesce(made.id < ${before ?? null}::bigint, ${before === undefined})
    order by made.id desc limit ${limit}`.execute(db)
  return rows
}

export async function findMade(db: Db, id: number): Promise<MadeBriefing & { document: BriefingDocument | null }> {
  const { rows } = await sql<MadeBriefing & { document: unknown }>`
    select ${COLUMNS}, document from briefing_made made join briefing on briefing.key = made.briefing where made.id = ${id}`.execute(
    db,
  )
  const [row] = rows
  if (!row) throw new NotFound({ vi: `Không có báo cáo số ${id}.`, en: `There is no report ${id}.` })
  return { ...row, document: row.document === null ? null : BriefingDocument.parse(row.document) }
}

export async function readBriefingFile(db: Db, id: number, format: BriefingFormat): Promise<Buffer> {
  const { rows } = await sql<{ body: Buffer }>`select body from briefing_file where made = ${id} and format = ${format}`.execute(
    db,
  )
  if (rows[0]) return rows[0].body
  await findMade(db, id)
  throw new NotFound({
    vi: 'Báo cáo này chưa lập xong nên chưa có tệp.',
    en: 'This report is not made yet, so there is no file.',
  })
}

const unknownBriefing = (key: string) =>
  new NotFound({ vi: `Không có báo cáo định kỳ «${key}».`, en: `There is no scheduled report «${key}».` })

/** As it is configured now. */
export async function findBriefing(db: Db, key: string): Promise<{ version: number; spec: Briefing }> {
  const { rows } = await sql<{ version: number; spec: unknown }>`select version, spec from briefing where key = ${key}`.execute(
    db,
  )
  if (!rows[0]) throw unknownBriefing(key)
  return { version: rows[0].version, spec: Briefing.parse(rows[0].spec) }
}
