-- Who acted, by the number of their account: what somebody is called may change, and then they are still the one who did it. Null where no person
-- did, and of what was done before this was kept.
create function acting_account() returns bigint language sql stable set search_path = pg_catalog as $$
  select case said ->> 'kind' when 'account' then (said ->> 'id')::bigint end
  from (select nullif(current_setting('ioc.actor', true), '')::jsonb as said) each
$$;
alter table report_action add column account_id bigint references account default acting_account();
alter table held_action add column account_id bigint references account default acting_account();
alter table signoff_action add column account_id bigint references account default acting_account();
-- Everybody who had a hand in it; of a proposal besides whoever answers for it.
alter table feed_draft add column hands integer[] not null default array_remove(array[acting_account()::integer], null);
alter table proposal add column hands integer[] not null default '{}';

-- Whatever the program does: where two are asked for, nobody publishes what they answer for or had a hand in, and nobody says that one is enough.
-- Tables are looked up where they are, not where a connection has others of their name.
create or replace function two_publish() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  proposed proposal;
begin
  select * into proposed from proposal where id = new.proposal_id;
  if new.alone and (select coalesce(spec -> 'review' ? proposed.about, false) from province) then
    raise exception 'proposal % takes two to publish', new.proposal_id using errcode = 'check_violation';
  end if;
  if not new.alone and (new.account_id = proposed.account_id or new.account_id = any(proposed.hands)) then
    raise exception 'proposal % is published by whoever made it', new.proposal_id using errcode = 'check_violation';
  end if;
  return new;
end $$;

-- What others are looking at, or have decided about, stays as they see it.
create function stay_as_proposed() returns trigger language plpgsql as $$
begin
  raise exception 'proposal % stays as it was proposed', old.id using errcode = 'check_violation';
end $$;
create trigger proposal_stays_as_proposed before update on proposal
  for each row when (old.state in ('waiting', 'published', 'withdrawn')
    and to_jsonb(old) - array['state', 'edit', 'changed_at'] is distinct from to_jsonb(new) - array['state', 'edit', 'changed_at'])
  execute function stay_as_proposed();
create trigger proposal_is_kept before delete or truncate on proposal for each statement execute function refuse_change();

-- A draft, and above all the page it is tried on, is of all units at once.
alter table feed_draft enable row level security;
create policy in_sight on feed_draft to ioc_viewer using (
  (select sees_every_unit()) and (feed_id is null or feed_id = any((select feeds_in_sight())::integer[]))
  and (spec ->> 'domain' is null or spec ->> 'domain' = any((select domains_in_sight())::text[])));
alter table feed_draft_sealed enable row level security;
create policy in_sight on feed_draft_sealed to ioc_viewer using (exists (select from feed_draft where feed_draft.id = draft_id));
