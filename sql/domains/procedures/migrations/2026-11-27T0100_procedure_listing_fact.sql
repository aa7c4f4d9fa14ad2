-- A procedure as the national database of procedures lists it for the province, by one decision about it.
create table procedure_listing_fact (
  like fact_columns including all,
  procedure        text not null,
  decided_on       date not null,
  -- From when what it carries out holds; it is to be announced five working days before.
  effective_on     date,
  -- The last day on which it is published in time, and when it was; null while it is not.
  publish_by       date not null,
  published_on     date,
  announced        text not null check (announced in ('in_time', 'late', 'undated')),
  -- Whether every part of it is published: steps, papers, term, authority.
  complete         boolean not null,
  online           text not null check (online in ('full', 'partial', 'none')),
  -- Whether it costs a fee, and whether that can be paid online.
  payment          text not null check (payment in ('free', 'online', 'missing')),
  -- Whether anything was filed online for it within a year.
  used             boolean not null,
  -- The longest it may take.
  term             numeric,
  term_unit        text check (term_unit in ('hour', 'day', 'working_day', 'month')),
  -- The day of the next decision about it, from which this one lists it no more: resolve.sql finds it, the trigger keeps it.
  replaced_on      date
);

-- After any write, each decision knows the one that replaces it, and the terms are those of the decisions there are. A catalogue has some
-- two thousand procedures: looking at all of them costs milliseconds. Its name comes after the ledger's, which counts first.
create function order_listings() returns trigger language plpgsql as $$
begin
  if pg_trigger_depth() > 1 then
    return null;
  end if;
  update procedure_listing_fact listing set replaced_on = ordered.next
  from (
    select feed_id, external_id,
           case when not deleted then lead(decided_on) over (partition by feed_id, unit_id, procedure, deleted order by decided_on) end as next
    from procedure_listing_fact
  ) ordered
  where listing.feed_id = ordered.feed_id and listing.external_id = ordered.external_id and listing.replaced_on is distinct from ordered.next;

  with told as materialized (
    select distinct on (procedure, since) procedure, since, term, term_unit
    from procedure_listing_fact, lateral (select coalesce(effective_on, decided_on) as since) held
    where not deleted and term is not null
    order by procedure, since, decided_on desc, feed_id desc
  ), gone as (
    delete from procedure_term known where not exists (select from told where (told.procedure, told.since) = (known.procedure, known.since))
  )
  insert into procedure_term as known (procedure, since, term, unit) select procedure, since, term, term_unit from told
  on conflict (procedure, since) do update set term = excluded.term, unit = excluded.unit
  where (known.term, known.unit) <> (excluded.term, excluded.unit);
  return null;
end $$;
create trigger order_listings after insert or update or delete on procedure_listing_fact
  for each statement execute function order_listings();
