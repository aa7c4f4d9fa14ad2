-- When each rule of how long what is kept of persons is kept (sql/src/privacy/retention.ts) looked last, and what it removed then and in all.
create table retention_run (
  rule            text primary key,
  ran_at          timestamptz not null,
  removed         bigint not null,
  removed_in_all  bigint not null
);

-- A session was told of when it began and when it ended: when it is removed its address is not told again.
drop trigger audited on session;
create trigger audited after insert or update of ended_at on session for each row execute function audit_change('id', 'token_sha256', 'seen_at');
create trigger audited_removal after delete on session for each row execute function audit_change('id', 'token_sha256', 'seen_at', 'address', 'agent');

-- Since when a held record waits for nobody, and when what it said was removed: that it was held, why and what became of it stays.
alter table held_record
  add column settled_at timestamptz,
  add column blanked_at timestamptz;
update held_record set settled_at = now() where status in ('released', 'dismissed', 'superseded');
create index held_record_to_blank on held_record (settled_at) where settled_at is not null and blanked_at is null;

create function settle_held() returns trigger language plpgsql as $$
begin
  if new.status not in ('released', 'dismissed', 'superseded') then
    new.settled_at := null;
  elsif tg_op = 'INSERT' or new.settled_at is null or old.status <> new.status then
    new.settled_at := clock_timestamp();
  end if;
  return new;
end $$;
create trigger settled before insert or update of status on held_record for each row execute function settle_held();

-- What a person wrote into a held record goes with what its source wrote. Nothing else about an action is ever changed.
drop trigger held_action_is_append_only on held_action;
create trigger held_action_is_append_only before delete or truncate on held_action for each statement execute function refuse_change();
create trigger held_action_only_loses_its_record before update on held_action for each row
  when (new.record is not null or to_jsonb(new) - 'record' <> to_jsonb(old) - 'record') execute function refuse_change();
