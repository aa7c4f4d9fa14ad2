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
  -- The longest it may take.
  term             numeric,
  term_unit        text check (term_unit in ('hour', 'day', 'working_day', 'month')),
  -- Whether it yields a document, on paper or as a file; null where nobody says.
  yields_document  boolean,
  -- Who may ask for it.
  subject          text check (subject in ('citizen', 'organisation', 'both')),
  -- What its other decisions make of it; order_of_listings says it, for those staged and, after any write, for all there are.
  -- The day a later decision about it was published, from which this one lists it no more.
  replaced_on      date,
  -- How the procedure counts as announced in the month of this decision, and as published in the month this one was or fell due; null
  -- where a later decision of the same month says it.
  month_announced  text check (month_announced in ('in_time', 'late', 'undated')),
  month_published  text check (month_published in ('in_time', 'late', 'waiting'))
);

-- A procedure counts once a month, however many decisions it had in it, and late where one of them was (Decision 766/QĐ-TTg, 1.1 and 1.2).
create function order_of_listings(listings procedure_listing_fact[])
returns table (feed_id integer, external_id text, replaced_on date, month_announced text, month_published text)
language sql immutable as $$
  with listed as (
    select feed_id, external_id, unit_id, procedure, decided_on, announced, publish_by, published_on,
           lead(decided_on) over later as next,
           min(published_on) over (later rows between 1 following and unbounded following) as replaced_on
    from unnest(listings)
    where not deleted
    window later as (partition by feed_id, unit_id, procedure order by decided_on)
  ), dated as (
    -- What is not published counts from the day it fell due, unless another decision took its place before.
    select *, date_trunc('month', decided_on) as announced_in,
           case when published_on is not null then published_on when next is null or next > publish_by then publish_by + 1 end as counted_on,
           case when published_on is null then 'waiting' when published_on <= publish_by then 'in_time' else 'late' end as published
    from listed
  ), monthly as (
    select *, date_trunc('month', counted_on) as published_in from dated
  )
  select feed_id, external_id, replaced_on,
    case when date_trunc('month', next) is distinct from announced_in then
      case when bool_or(announced = 'late') over announced_then then 'late'
           when bool_or(announced = 'in_time') over announced_then then 'in_time' else 'undated' end
    end,
    case when counted_on is not null and row_number() over (published_then order by counted_on desc, decided_on desc) = 1 then
      case when bool_or(published = 'waiting') over published_then then 'waiting'
           when bool_or(published = 'late') over published_then then 'late' else 'in_time' end
    end
  from monthly
  window announced_then as (partition by feed_id, unit_id, procedure, announced_in),
         published_then as (partition by feed_id, unit_id, procedure, published_in)
$$;

-- A catalogue has some two thousand procedures: looking at all of them costs milliseconds. The trigger's name comes after the ledger's,
-- which counts first.
create function order_listings() returns trigger language plpgsql as $$
begin
  if pg_trigger_depth() > 1 then
    return null;
  end if;
  with ordered as materialized (
    select listing.feed_id, listing.external_id, said.replaced_on, said.month_announced, said.month_published
    from procedure_listing_fact listing
    left join order_of_listings((select array_agg(each) from procedure_listing_fact each)) said using (feed_id, external_id)
  )
  update procedure_listing_fact listing
  set replaced_on = said.replaced_on, month_announced = said.month_announced, month_published = said.month_published
  from ordered said
  where listing.feed_id = said.feed_id and listing.external_id = said.external_id
    and (listing.replaced_on, listing.month_announced, listing.month_published)
        is distinct from (said.replaced_on, said.month_announced, said.month_published);

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
