import type { Kind } from '../pack/load-kind.ts'
import { columnsOf, stagingOf } from './stage.ts'

/** What every write to a kind's facts compares, and what it replaces. */
export function comparedOf({ normaliser }: Kind): { compared: string[]; replaced: string[] } {
  const compared = ['unit_id', 'deleted', ...Object.keys(normaliser.columns)]
  return { compared, replaced: ['source_version', 'run_id', 'page_id', 'place', ...compared] }
}

/**
 * Upserts what is staged and adds this batch to its run. A fact is written only when the source's version is not older and
 * something besides its provenance differs, so a replay writes nothing. Where what is staged is the last word on its facts
 * (every page has been read anew), the version stored does not matter.
 */
export function upsertOf(kind: Kind, isLastWord = false): string {
  const { table } = kind
  const columns = columnsOf(kind).join(', ')
  const { replaced } = comparedOf(kind)
  const differs = differsFrom(kind, 'excluded')
  const counts = isLastWord
    ? `(${differs} or excluded.source_version < fact.source_version)`
    : `excluded.source_version >= coalesce(fact.confirmed, fact.source_version) and ${differs}`
  return `
    with written as (
      insert into ${table} as fact (${columns}, inserted_by)
      select ${columns}, this.insertion from ${stagingOf(kind)}, (select nextval('insertion_id') as insertion offset 0) this
      on conflict (feed_id, external_id) do update set ${replaced.map((c) => `${c} = excluded.${c}`).join(', ')}, confirmed = null
      where ${counts}
      returning external_id, (xmax = 0) as is_new, deleted
    ), counted as (
      select count(*) filter (where is_new) as inserted, count(*) filter (where not is_new) as updated,
             count(*) filter (where deleted and not is_new) as taken_back from written
    ), twins as (
      select count(*) filter (where not at_odds) as repeated, count(*) filter (where at_odds) as at_odds
      from unnest($7::text[], $8::boolean[]) as twin (external_id, at_odds) join written using (external_id)
    ), warned as (
      insert into rule_finding (feed_id, run_id, page_id, place, at, record, rule, severity, message)
      select $12::integer, $1, told.page, told.place, told.at, external_id, told.rule, 'warn', told.message
      from jsonb_to_recordset($11::jsonb) as told (external_id text, page bigint, place integer, at text, rule text, message text)
      join written using (external_id) returning record
    )
    update run set
      read = read + $2::bigint, held = held + $3::bigint, rejected = rejected + $4::bigint,
      inserted = run.inserted + counted.inserted, updated = run.updated + counted.updated,
      unchanged = unchanged + $2::bigint - $3::bigint - $4::bigint - counted.inserted - counted.updated,
      remaining = coalesce($5::bigint, remaining), source_as_of = coalesce($6::timestamptz, source_as_of), heartbeat_at = clock_timestamp(),
      repeated = run.repeated + twins.repeated, at_odds = run.at_odds + twins.at_odds, taken_back = run.taken_back + counted.taken_back,
      cells = cells + $9::bigint, filled = filled + $10::bigint,
      warned = run.warned + (select count(distinct record) from warned)
    from counted, twins where run.id = $1
    returning counted.inserted, counted.updated`
}

/**
 * Notes of the facts an upsert left as they are that a newer version of the source says the same. What comes later, of a version
 * between the two, is then known to be older than what stands.
 */
export function confirmOf(kind: Kind, isLastWord = false): string {
  const isNews = isLastWord
    ? 'nullif(staged.source_version, fact.source_version) is distinct from fact.confirmed'
    : 'staged.source_version > coalesce(fact.confirmed, fact.source_version)'
  return `
    update ${kind.table} fact set confirmed = nullif(staged.source_version, fact.source_version) from ${stagingOf(kind)} staged
    where fact.feed_id = staged.feed_id and fact.external_id = staged.external_id and ${isNews} and not ${differsFrom(kind, 'staged')}`
}

function differsFrom(kind: Kind, other: string): string {
  const { compared } = comparedOf(kind)
  return `(${compared.map((c) => `fact.${c}`).join(', ')}) is distinct from (${compared.map((c) => `${other}.${c}`).join(', ')})`
}
