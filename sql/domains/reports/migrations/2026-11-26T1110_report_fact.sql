-- No text, no name, no telephone number, no picture and no place finer than the commune: an IOC needs none of them.
create table report_fact (
  like fact_columns including all,
  source            text not null,
  category          text not null,
  -- What a petition on the national portal is about; null where nobody has said.
  about             text check (about in ('conduct', 'regulation', 'proposal')),
  priority          text not null check (priority in ('normal', 'high', 'urgent')),
  status            text not null check (status in (
    'new', 'distributing', 'waiting', 'in_progress', 'pending_approval', 'completed', 'rejected', 'duplicate')),
  received_at       timestamptz not null,
  accepted_at       timestamptz,
  asked_at          timestamptz,
  refused_at        timestamptz,
  completed_at      timestamptz,
  published_at      timestamptz,
  due_at            timestamptz,
  near_at           timestamptz,
  outcome           text check (outcome in ('early', 'on_time', 'late', 'no_deadline')),
  -- Sub-deadlines kept and missed: accept:in_time, publish:late …
  steps             text[] not null,
  photos_before     integer not null,
  photos_after      integer not null,
  rating            integer check (rating between 1 and 5),
  reopened          integer not null,
  unmerged          boolean not null,
  -- external_id of the report a duplicate was merged into, and when that one was closed: the duplicate is closed with it.
  duplicate_of      text,
  closed_with_master_at  timestamptz,
  -- external_id of the first report of the cluster this one belongs to, and how many of it had come with this one.
  cluster_id        text not null,
  cluster_place     integer not null
);
create index report_fact_cluster on report_fact (unit_id, category, received_at);
create index report_fact_duplicates on report_fact (feed_id, duplicate_of) where duplicate_of is not null;

-- When a report was closed; null while it is open.
create function closed_at(report report_fact) returns timestamptz language sql immutable as $$
  select case when report.deleted then null
              when report.status = 'completed' then report.completed_at
              when report.status = 'rejected' then coalesce(report.refused_at, to_timestamp(report.source_version / 1000.0))
              else report.closed_with_master_at end
$$;

-- A master that is closed closes the duplicates known by then, one that is opened again opens them. (Those told later find it
-- closed in resolve.sql.)
create function close_duplicates() returns trigger language plpgsql as $$
declare
  v_feeds integer[]; v_codes text[]; v_closed timestamptz[];
begin
  select array_agg(duplicate.feed_id), array_agg(duplicate.external_id), array_agg(closed_at(master))
  into v_feeds, v_codes, v_closed
  from written join report_fact master using (feed_id, external_id)
  join report_fact duplicate on duplicate.feed_id = master.feed_id and duplicate.duplicate_of = master.external_id
  where duplicate.closed_with_master_at is distinct from closed_at(master);
  -- An update fires this trigger again, even one of no rows.
  if v_codes is not null then
    update report_fact set closed_with_master_at = closed
    from unnest(v_feeds, v_codes, v_closed) as duplicate (feed, code, closed)
    where feed_id = feed and external_id = code;
  end if;
  return null;
end $$;
create trigger close_duplicates_of_new after insert on report_fact referencing new table as written
  for each statement execute function close_duplicates();
create trigger close_duplicates_of_changed after update on report_fact referencing new table as written
  for each statement execute function close_duplicates();
