-- Sign-off of periods (sql/src/signoff): the figures of a unit and period are signed by the unit, then by its province, and what is signed
-- is locked: no fact is written any more that would change it.

-- What people did, in order, with the figures as they signed them.
create table signoff_action (
  id         bigint generated always as identity primary key,
  at         timestamptz not null default clock_timestamp(),
  by         text not null,
  action     text not null check (action in ('sign', 'unlock')),
  -- A round of the province's configuration, and the domain its figures are of.
  round      text not null,
  domain     text not null,
  level      text not null check (level in ('unit', 'province')),
  -- Whose figures, and the unit whose account signed: a successor signs for a unit that has ended.
  unit_id    integer not null references unit,
  signed_for integer references unit,
  every      text not null check (every in ('month', 'quarter', 'year')),
  -- The first day of the period.
  period     date not null,
  -- Why it was unlocked.
  note       text check ((action = 'unlock') = (note is not null)),
  -- Of the province: which units had not signed, and why it signed all the same: [{unit, note}].
  missing    jsonb not null default '[]',
  -- The readings as they were signed, a digest of them, and where the ledger stood; what is unlocked names none.
  figures    jsonb not null default '[]',
  sha256     text not null check (length(sha256) = 64),
  position   bigint not null,
  -- What must not change: contributions to these measures, of these units: [{measure, since, until, dims}].
  units      integer[] not null,
  terms      jsonb not null
);
create index signoff_action_of on signoff_action (round, period, unit_id, id);
create trigger signoff_action_is_append_only before update or delete or truncate on signoff_action
  for each statement execute function refuse_change();
create trigger audited after insert on signoff_action for each row execute function audit_change('round unit_id period id');

-- What is locked now: of each that is signed, the signing. It follows from what people did, and nothing else writes it.
create table signoff_lock (
  round      text not null,
  unit_id    integer not null references unit,
  period     date not null,
  domain     text not null,
  level      text not null,
  action_id  bigint not null unique references signoff_action,
  primary key (round, period, unit_id)
);
create index signoff_lock_of_domain on signoff_lock (domain);

-- The same by what is counted, as whoever writes facts looks it up: contributions of a unit to a measure, in its buckets from `since` (null:
-- from ever) up to `until`, with these values of dimensions.
create table signoff_locked (
  unit_id    integer not null,
  measure    text not null,
  since      timestamptz,
  until      timestamptz not null,
  dims       jsonb not null,
  -- Of a newest figure, and of how many values there are of something, every dimension of a contribution says what is counted: it stays
  -- as it was signed.
  exact      boolean not null default false,
  action_id  bigint not null references signoff_lock (action_id) on delete cascade
);
create index signoff_locked_at on signoff_locked (unit_id, measure, until);
create index signoff_locked_of on signoff_locked (action_id);

-- Units recorded after a signing whose figures count for it by what they came from: locked with it (sql/src/signoff/carry-on.ts).
create table signoff_carried (
  action_id  bigint not null references signoff_action,
  unit_id    integer not null references unit,
  primary key (action_id, unit_id)
);
create trigger signoff_carried_is_append_only before update or delete or truncate on signoff_carried
  for each statement execute function refuse_change();

-- Tables are looked up where they are, not where a connection has others of their name.
create function signoff_follows() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  gone integer;
begin
  -- Whoever writes facts of the domain ends first, and the next one sees what is signed.
  perform pg_advisory_xact_lock(hashtext('signoff'), hashtext(new.domain));
  if new.level = 'unit' and exists (
    select from signoff_lock where (round, period, level) = (new.round, new.period, 'province')) then
    raise exception 'the province has signed this period; it is unlocked there first';
  end if;
  if new.action = 'sign' then
    insert into signoff_lock (round, unit_id, period, domain, level, action_id)
    values (new.round, new.unit_id, new.period, new.domain, new.level, new.id);
    insert into signoff_locked (unit_id, measure, since, until, dims, exact, action_id)
    select unit, measure, since, until, dims, coalesce(exact, false), new.id
    from unnest(new.units) unit,
         jsonb_to_recordset(new.terms) as term (measure text, since timestamptz, until timestamptz, dims jsonb, exact boolean);
  else
    delete from signoff_lock where (round, unit_id, period, level) = (new.round, new.unit_id, new.period, new.level);
    get diagnostics gone = row_count;
    if gone = 0 then raise exception 'what is not signed can''t be unlocked'; end if;
  end if;
  return null;
end $$;
create trigger lock_follows after insert on signoff_action for each row execute function signoff_follows();
create function signoff_carries() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into signoff_locked (unit_id, measure, since, until, dims, exact, action_id)
  select new.unit_id, measure, since, until, dims, coalesce(exact, false), action.id
  from signoff_action action join signoff_lock on signoff_lock.action_id = action.id,
       jsonb_to_recordset(action.terms) as term (measure text, since timestamptz, until timestamptz, dims jsonb, exact boolean)
  where action.id = new.action_id;
  return null;
end $$;
create trigger lock_carries after insert on signoff_carried for each row execute function signoff_carries();
create trigger signoff_lock_only_follows before insert or update or delete or truncate on signoff_lock
  for each statement when (pg_trigger_depth() = 0) execute function refuse_change();
create trigger signoff_locked_only_follows before insert or update or delete or truncate on signoff_locked
  for each statement when (pg_trigger_depth() = 0) execute function refuse_change();

alter table signoff_action enable row level security;
create policy in_sight on signoff_action to ioc_viewer using (
  ((select sees_every_unit()) or unit_id = any((select units_in_sight())::integer[])) and domain = any((select domains_in_sight())::text[])
);
-- Nobody's: whoever acts sees what they did, and the house sees the rest.
alter table signoff_lock enable row level security;
alter table signoff_carried enable row level security;
alter table signoff_locked enable row level security;
