import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../db.ts'
import type { Localised } from '../pack/pack.ts'
import type { RetentionRule } from './retention.ts'

/** A rule of how long something is kept: what it removes, or blanks where the row itself stays. Answers how many rows. */
interface Removal {
  title: Localised
  remove: (trx: Db, before: Date, most: number) => Promise<number>
  /** Since when the oldest is over that it has not removed yet, as one row with `at`; null where there is none. */
  oldest: RawBuilder<{ at: Date | null }>
}

const GONE: Localised = {
  vi: 'Nội dung đã xóa khi hết thời hạn lưu.',
  en: 'What it said was removed when its time was over.',
}

export const REMOVALS: Record<RetentionRule, Removal> = {
  sessions: {
    title: { vi: 'Phiên đăng nhập đã kết thúc', en: 'Sessions that have ended' },
    remove: (trx, before, most) =>
      rows(
        trx,
        sql`delete from session where id in (
          select id from session where coalesce(ended_at, until) < ${before} order by id limit ${most} for update skip locked)`,
      ),
    oldest: sql`select min(coalesce(ended_at, until)) as at from session where coalesce(ended_at, until) <= now()`,
  },
  invitations: {
    title: { vi: 'Liên kết đặt mật khẩu đã dùng hoặc hết hạn', en: 'Invitations that were used or have expired' },
    remove: (trx, before, most) =>
      rows(
        trx,
        sql`delete from invitation where id in (
          select id from invitation where coalesce(used_at, until) < ${before} order by id limit ${most} for update skip locked)`,
      ),
    oldest: sql`select min(coalesce(used_at, until)) as at from invitation where coalesce(used_at, until) <= now()`,
  },
  tries: {
    title: { vi: 'Lần thử và lượt đăng nhập dở dang', en: 'Tries to sign in, and those that were left half-way' },
    remove: async (trx, before, most) => {
      const errands = await rows(
        trx,
        sql`delete from sign_in_errand where token_sha256 in (
          select token_sha256 from sign_in_errand where until < ${before} limit ${most} for update skip locked)`,
      )
      const tries = await rows(
        trx,
        sql`delete from sign_in_tries where key in (
          select key from sign_in_tries where expire < ${before.getTime()} limit ${most - errands} for update skip locked)`,
      )
      return errands + tries
    },
    oldest: sql`select min(at) as at from (
      select until as at from sign_in_errand union all select to_timestamp(expire / 1000.0) from sign_in_tries
    ) tried where at <= now()`,
  },
  messages: {
    title: { vi: 'Địa chỉ và nội dung tin đã gửi', en: 'Addresses and words of messages that were sent or given up' },
    remove: async (trx, before, most) => {
      const real = await blankMessages(trx, 'public', before, most)
      return real + (await blankMessages(trx, 'exercised', before, most - real))
    },
    oldest: sql`select min(at) as at from (
      select min(settled_at) as at from public.message where status <> 'waiting' and letter->'removed' is null
      union all select min(settled_at) from exercised.message where status <> 'waiting' and letter->'removed' is null
    ) sent`,
  },
  contacts: {
    title: { vi: 'Địa chỉ của người nhận đã ra khỏi danh sách', en: 'Addresses of recipients who were taken off the list' },
    remove: (trx, before, most) =>
      rows(
        trx,
        sql`update contact set addresses = '{}' where key in (
          select key from contact where left_at < ${before} and addresses <> '{}' order by key limit ${most} for update skip locked)`,
      ),
    oldest: sql`select min(left_at) as at from contact where addresses <> '{}'`,
  },
  held: {
    title: { vi: 'Nội dung dòng bị giữ đã xử lý xong', en: 'What held records said that wait for nobody any more' },
    remove: (trx, before, most) =>
      rows(
        trx,
        sql`with due as (
            select id from held_record where settled_at < ${before} and blanked_at is null order by settled_at limit ${most} for update skip locked
          ), mended as (
            update held_action set record = null where held_id in (select id from due) and record is not null
          )
          update held_record set raw = '{}', mended = null, blanked_at = clock_timestamp(), reasons = (
            select coalesce(jsonb_agg(jsonb_build_object(
              'field', reason->'field', 'code', reason->'code', 'message', ${GONE.vi}::text, 'en', ${GONE.en}::text)), '[]')
            from jsonb_array_elements(reasons) reason)
          where id in (select id from due)`,
      ),
    oldest: sql`select min(settled_at) as at from held_record where settled_at is not null and blanked_at is null`,
  },
  identities: {
    title: { vi: 'Danh tính đã niêm phong mà nguồn không còn gửi', en: 'Sealed identities that no page tells of any more' },
    remove: (trx, before, most) =>
      rows(
        trx,
        sql`delete from sealed_identity where (feed_id, token) in (
          select feed_id, token from sealed_identity where told_at < ${before} order by feed_id, token limit ${most} for update skip locked)`,
      ),
    oldest: sql`select min(told_at) as at from sealed_identity`,
  },
  samples: {
    title: { vi: 'Trang mẫu của bản nháp nguồn bỏ dở', en: 'Samples of drafts of feeds that were left lying' },
    remove: (trx, before, most) =>
      rows(
        trx,
        sql`delete from feed_draft_sealed where kind = 'sample' and draft_id in (
          select draft_id from feed_draft_sealed join feed_draft on feed_draft.id = draft_id
          where kind = 'sample' and saved_at < ${before} and set_at < ${before} limit ${most})`,
      ),
    oldest: sql`select min(greatest(saved_at, set_at)) as at from feed_draft_sealed join feed_draft on feed_draft.id = draft_id
      where kind = 'sample'`,
  },
}

/** Whom it went to, when and with what outcome stays. */
function blankMessages(trx: Db, schema: 'public' | 'exercised', before: Date, most: number): Promise<number> {
  const message = sql.table(`${schema}.message`)
  const letter = { about: 'note', headline: GONE.vi, lines: [], path: '/console/messages', level: null, removed: true }
  return rows(
    trx,
    sql`update ${message} set address = '',
          letter = ${JSON.stringify(letter)}::jsonb || jsonb_strip_nulls(jsonb_build_object('exercise', letter->'exercise'))
        where id in (
          select id from ${message} where status <> 'waiting' and settled_at < ${before} and letter->'removed' is null
          order by id limit ${most} for update skip locked)`,
  )
}

async function rows(trx: Db, statement: RawBuilder<unknown>): Promise<number> {
  const { numAffectedRows } = await statement.execute(trx)
  return Number(numAffectedRows ?? 0)
}
