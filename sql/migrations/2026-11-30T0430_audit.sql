-- Who changed what (sql/src/audit), written by the transaction that did it. An entry names its row and binds it by a digest; it holds no secret.
create table audit_entry (
  id         bigint generated always as identity primary key,
  at         timestamptz not null default clock_timestamp(),
  -- Who acts, as the connection carries it (ioc.actor); a process of ours where nobody asked.
  actor      jsonb not null,
  action     text not null,
  entity     text not null,
  entity_id  text,
  detail     jsonb not null
);
create index audit_of_entity on audit_entry (entity, entity_id, id);
create trigger audit_entry_is_append_only before update or delete or truncate on audit_entry
  for each statement execute function refuse_change();

-- Every entry in the order of commits, each link bound to the one before: whoever changes, adds or takes out one breaks the chain there.
create table audit_link (
  position  bigint primary key check (position > 0),
  entry_id  bigint not null unique references audit_entry,
  previous  bytea not null,
  hash      bytea not null
);
create trigger audit_link_is_append_only before update or delete or truncate on audit_link
  for each statement execute function refuse_change();

create function audit_text(entry audit_entry) returns bytea language sql immutable as $$
  select convert_to(
    jsonb_build_array(entry.id, extract(epoch from entry.at), entry.actor, entry.action, entry.entity, entry.entity_id, entry.detail)::text, 'UTF8')
$$;

-- At the end of its transaction, so that one that waits for a row never keeps others from being told of.
create function audit_chain() returns trigger language plpgsql as $$
declare
  last audit_link;
begin
  perform pg_advisory_xact_lock(hashtext('audit chain'));
  select * into last from audit_link order by position desc limit 1;
  insert into audit_link (position, entry_id, previous, hash)
  values (coalesce(last.position, 0) + 1, new.id, coalesce(last.hash, ''), sha256(coalesce(last.hash, '') || audit_text(new)));
  return null;
end $$;
create constraint trigger audit_entry_is_chained after insert on audit_entry
  deferrable initially deferred for each row execute function audit_chain();

-- Tells of a row that was added, changed or taken away. Its arguments: the columns that name it, with a space between, then the columns that
-- are not told of: secrets, files.
create function audit_change() returns trigger language plpgsql as $$
declare
  is_change boolean := tg_op = 'UPDATE';
  changed jsonb := to_jsonb(case when tg_op = 'DELETE' then old else new end) - tg_argv[1:];
  before jsonb := case when is_change then to_jsonb(old) - tg_argv[1:] else '{}' end;
  said jsonb;
begin
  if is_change and changed = before then return null; end if;
  select coalesce(jsonb_object_agg(key, value), '{}') into said from jsonb_each(changed)
  where jsonb_typeof(value) in ('string', 'number', 'boolean', 'null') and length(value::text) <= 300
    and (not is_change or value is distinct from before -> key);
  insert into audit_entry (actor, action, entity, entity_id, detail)
  values (
    coalesce(nullif(current_setting('ioc.actor', true), '')::jsonb,
             jsonb_build_object('kind', 'process', 'name', current_setting('application_name'))),
    lower(tg_op), tg_table_name,
    (select string_agg(changed ->> name, ' ' order by place) from unnest(string_to_array(tg_argv[0], ' ')) with ordinality as named (name, place)),
    said || jsonb_build_object('row', encode(sha256(convert_to(changed::text, 'UTF8')), 'hex'))
  );
  return null;
end $$;

-- What people keep by versions or by what happened to it.
create trigger audited after insert on feed_version for each row execute function audit_change('feed_id version');
create trigger audited after insert on definition_version for each row execute function audit_change('id');
create trigger audited after insert on unit_version for each row execute function audit_change('id');
create trigger audited after insert on plan_version for each row execute function audit_change('id');
create trigger audited after insert on report_template_version for each row execute function audit_change('key version');
create trigger audited after insert on report_action for each row execute function audit_change('report_id id');
create trigger audited after insert on rule_change for each row execute function audit_change('kind rule id');
create trigger audited after insert on indicator_version for each row execute function audit_change('id');
create trigger audited after insert on alert_rule_change for each row execute function audit_change('rule id');
create trigger audited after insert on directive_event for each row execute function audit_change('directive_id id');
create trigger audited after insert on checklist_event for each row execute function audit_change('checklist_id id');
create trigger audited after insert on exercise_event for each row execute function audit_change('exercise_id id');
create trigger audited after insert on layout_version for each row execute function audit_change('kind key version');
create trigger audited after insert on event_version for each row execute function audit_change('key version');
create trigger audited after insert on saved_view_version for each row execute function audit_change('view version');
create trigger audited after insert on briefing_version for each row execute function audit_change('key version');
create trigger audited after insert on held_action for each row execute function audit_change('held_id id');
create trigger audited after insert on directive_file for each row execute function audit_change('directive_id id', 'body');
create trigger audited after insert on checklist_file for each row execute function audit_change('checklist_id id', 'body');
-- Of alerts what people did: what happened by itself is told by the alert.
create trigger audited after insert on alert_event for each row when (new.by is not null) execute function audit_change('alert_id id');
-- What they change in place.
create trigger audited after insert or update or delete on alert_silence for each row execute function audit_change('id');
create trigger audited after insert or update or delete on contact for each row execute function audit_change('key');
create trigger audited after insert or update or delete on duty_shift for each row execute function audit_change('id');
create trigger audited after insert or update or delete on boundaries for each row execute function audit_change('id');
create trigger audited after insert or update or delete on embargo for each row execute function audit_change('id');
create trigger audited after insert or update or delete on annotation for each row execute function audit_change('id');
create trigger audited after insert or update or delete on delivery_channel for each row execute function audit_change('key');
create trigger audited after insert or update or delete on secret for each row execute function audit_change('feed_id name', 'sealed');
create trigger audited after insert or update or delete on delivery_secret for each row execute function audit_change('channel name', 'sealed');
create trigger audited after insert or update or delete on share for each row execute function audit_change('id', 'token_sha256');
-- How far a feed has got, and what a display says of itself, is no change of anybody’s.
create trigger audited after insert or update of spec, enabled or delete on feed for each row execute function audit_change('key', 'cursor');
create trigger audited after insert or update of name, orders, removed_at on screen for each row execute function audit_change('id', 'token_sha256', 'code', 'report', 'seen_at');
