-- Of a newest figure, and of how many values there are of something, every dimension of a contribution says what is counted: it stays as it was signed.
alter table signoff_locked add column exact boolean not null default false;

-- As before, and tables are looked up where they are, not where a connection has others of their name.
create or replace function signoff_follows() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
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
