-- A dossier as one of two systems has it. `other_status` is what the other has of the same code, null where it has nothing: the
-- table fills it itself, whichever side comes first, so that a contribution needs no other row and a proof no other fact.
create table reconciliation_fact (
  like fact_columns including all,
  side          text not null check (side in ('province', 'portal')),
  status        text not null,
  received_at   timestamptz not null,
  -- The province's own time of the state.
  changed_at    timestamptz not null,
  -- When the portal heard of it.
  synced_at     timestamptz,
  other_status  text
);
create index reconciliation_fact_code on reconciliation_fact (external_id);

-- One writer at a time, from before its first row is looked at: two that write the two sides of a dossier would each miss the other.
create function reconciliation_one_at_a_time() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtext('reconciliation'));
  return null;
end $$;
create trigger one_at_a_time before insert or update or delete on reconciliation_fact
  for each statement execute function reconciliation_one_at_a_time();

create function reconciliation_look() returns trigger language plpgsql as $$
begin
  new.other_status := (
    select status from reconciliation_fact
    where external_id = new.external_id and side <> new.side and not deleted order by feed_id limit 1
  );
  return new;
end $$;
create trigger look_at_the_other before insert or update on reconciliation_fact
  for each row execute function reconciliation_look();

-- Touches the other side wherever what it remembers of this one is no longer so; it then looks for itself.
create function reconciliation_tell() returns trigger language plpgsql as $$
begin
  update reconciliation_fact other set other_status = null
  from changed
  where other.external_id = changed.external_id and other.side <> changed.side
    and other.other_status is distinct from (
      select status from reconciliation_fact
      where external_id = other.external_id and side <> other.side and not deleted order by feed_id limit 1
    );
  return null;
end $$;
create trigger tell_the_other_insert after insert on reconciliation_fact referencing new table as changed
  for each statement execute function reconciliation_tell();
create trigger tell_the_other_update after update on reconciliation_fact referencing new table as changed
  for each statement when (pg_trigger_depth() = 0) execute function reconciliation_tell();
create trigger tell_the_other_delete after delete on reconciliation_fact referencing old table as changed
  for each statement execute function reconciliation_tell();
