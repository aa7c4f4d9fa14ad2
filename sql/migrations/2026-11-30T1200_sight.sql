-- What of the house a person or a machine may see (sql/src/sight). Each account and token has one scope: a unit with all below it and all it came
-- from, some domains, and up to which classification. A connection that asks for somebody bears their scope in `ioc.sight` and takes the role
-- `ioc_viewer`, to which the policies below apply: with no scope said it sees no row of these tables. The house itself, which keeps the
-- ledger and makes what all walls share, bears none and is not held by them.

alter table account
  add column unit_id  integer references unit,
  add column domains  text[] check (cardinality(domains) > 0),
  add column up_to    text not null default 'restricted' check (up_to in ('open', 'internal', 'restricted'));
alter table api_token
  add column unit_id  integer references unit,
  add column domains  text[] check (cardinality(domains) > 0),
  add column up_to    text not null default 'restricted' check (up_to in ('open', 'internal', 'restricted'));

do $$ begin
  create role ioc_viewer nologin;
exception
  when duplicate_object or unique_violation then null;
  when insufficient_privilege then
    raise exception 'The role ioc_viewer is not there, and this user may not make it. Have an administrator of PostgreSQL run: create role ioc_viewer nologin; grant ioc_viewer to %;', current_user;
end $$;
do $$ begin
  execute format('grant ioc_viewer to %I', current_user);
exception
  -- Given by whoever made the role; where it was not, nobody can be asked for within a scope, and the server says so.
  when insufficient_privilege then null;
end $$;

-- For whom a domain's records are; of a measure, for whom the least strict figure is that counts it.
create table domain (
  id              text primary key,
  classification  text not null check (classification in ('open', 'internal', 'restricted'))
);
alter table measure add column classification text not null default 'restricted' check (classification in ('open', 'internal', 'restricted'));

create function sight() returns jsonb language sql stable as
  $$ select nullif(current_setting('ioc.sight', true), '')::jsonb $$;

create function gravity(classification text) returns integer language sql immutable as
  $$ select array_position(array['open', 'internal', 'restricted'], classification) $$;

create function sees_class(classification text) returns boolean language sql stable as
  $$ select coalesce(gravity(classification) <= gravity(sight()->>'upTo'), false) $$;

create function sees_every_unit() returns boolean language sql stable as
  $$ select coalesce(sight()->'unit' = 'null', false) $$;

-- The unit with all that lie below it and all it came from, and so on from each of these.
create function units_in_sight() returns integer[] language sql stable as $$
  with recursive step (above, id) as (
    select parent_id, id from unit where parent_id is not null
    union all
    select to_id, from_id from succession
  ), reached (id) as (
    select (sight()->>'unit')::integer where sight()->>'unit' is not null
    union
    select step.id from reached join step on step.above = reached.id
  )
  select coalesce(array_agg(id), '{}') from reached
$$;

create function names_domain(domain text) returns boolean language sql stable as
  $$ select coalesce(sight()->'domains' = 'null' or sight()->'domains' ? domain, false) $$;

-- Whose records may be seen, and what people do about them, as far as they are of units in sight. Of an open domain the figures are open, and nothing else.
create function domains_in_sight() returns text[] language sql stable as
  $$ select coalesce(array_agg(id), '{}') from domain where names_domain(id) and sees_class(classification) and sees_class('internal') $$;

create function feeds_in_sight() returns integer[] language sql stable as
  $$ select coalesce(array_agg(id), '{}') from feed where spec->>'domain' = any(domains_in_sight()) $$;

-- Figures of what is open are for whoever may see anything.
create function open_measures() returns integer[] language sql stable as
  $$ select coalesce(array_agg(id), '{}') from measure where classification = 'open' and sight() is not null $$;
create function measures_in_sight() returns integer[] language sql stable as
  $$ select coalesce(array_agg(id), '{}') from measure where names_domain(domain) and sees_class(classification) $$;

-- Looked up past the policies, as it is what they rest on.
create function domain_of_alert(alert bigint) returns text language sql stable security definer set search_path = public as
  $$ select domain from alert known where known.id = $1 $$;
create function domain_of_template(template text) returns text language sql stable as
  $$ select feed.spec->>'domain' from report_template known join feed on feed.key = known.spec->>'feed' where known.key = template $$;
create function domain_of_facts(fact_table text) returns text language sql stable as
  $$ select domain from contribution_rule known where known.fact_table = $1 limit 1 $$;

-- What is looked up once a statement stands in a select of its own, or it would be looked up once a row.
do $$
declare
  here constant text := '((select sees_every_unit()) or unit_id = any((select units_in_sight())::integer[]))';
  figure constant text := 'measure_id = any((select open_measures())::integer[]) or (measure_id = any((select measures_in_sight())::integer[]) and ' || here || ')';
  of_feed constant text := '(select sees_every_unit()) and feed_id = any((select feeds_in_sight())::integer[])';
  policy record;
begin
  for policy in
    select * from (values
      ('cell', figure),
      ('month_total', figure),
      ('day_total', figure),
      -- Who sees what a month came to sees that it is no longer that.
      ('month_changed', figure),
      ('ledger_entry', 'exists (select from cell where cell.id = cell_id)'),
      ('former_fact', 'domain_of_facts(fact_table) = any((select domains_in_sight())::text[]) and ((select sees_every_unit()) or (fact->>''unit_id'')::integer = any((select units_in_sight())::integer[]))'),
      -- When a page came says how old its figures are; what is in it is of all units at once.
      ('page_chunk', '(select sees_every_unit()) and exists (select from page where page.id = page_id and feed_id = any((select feeds_in_sight())::integer[]))'),
      ('held_record', of_feed),
      ('held_in_run', 'exists (select from held_record held where held.id = held_id)'),
      ('held_action', 'exists (select from held_record held where held.id = held_id)'),
      ('rule_finding', of_feed),
      ('report', here || ' and domain_of_template(template) = any((select domains_in_sight())::text[])'),
      ('report_action', 'exists (select from report where report.id = report_id)'),
      ('alert', here || ' and case when domain is null then (select sees_class(''internal'')) else domain = any((select domains_in_sight())::text[]) end'),
      ('alert_event', 'exists (select from alert where alert.id = alert_id)'),
      ('escalation', 'exists (select from alert where alert.id = alert_id)'),
      ('escalation_step', 'exists (select from escalation where escalation.id = escalation_id)'),
      ('notification', 'exists (select from alert where alert.id = alert_id)'),
      -- Whom it went to is told with what it was about; what it says when it is made is the house's.
      ('message', '((select sees_every_unit()) and sight()->''domains'' = ''null'' and sees_class(''restricted'')) or exists (select from notification where message_id = message.id)'),
      ('message_attempt', 'exists (select from message where message.id = message_id)'),
      ('directive', '((select sees_every_unit()) or unit_id || beside && (select units_in_sight())::integer[])
        and (select sees_class(''internal'')) and coalesce(domain_of_alert(alert_id) = any((select domains_in_sight())::text[]), true)'),
      ('directive_event', 'exists (select from directive where directive.id = directive_id)'),
      ('directive_file', 'exists (select from directive where directive.id = directive_id)'),
      ('checklist', '((select sees_every_unit()) or array[unit_id, owner_id] && (select units_in_sight())::integer[]) and (select sees_class(''internal''))'),
      ('checklist_alert', 'exists (select from checklist where checklist.id = checklist_id)'),
      ('checklist_event', 'exists (select from checklist where checklist.id = checklist_id)'),
      ('checklist_file', 'exists (select from checklist where checklist.id = checklist_id)'),
      ('annotation', here || ' and split_part(indicator, ''.'', 1) = any((select domains_in_sight())::text[])'),
      -- A report that was made speaks of the whole province and of many domains.
      ('briefing_made', '(select sees_every_unit()) and sight()->''domains'' = ''null'' and exists (
         select from briefing known where known.key = briefing and sees_class(coalesce(known.spec->>''classification'', ''restricted'')))'),
      ('briefing_file', 'exists (select from briefing_made where briefing_made.id = made)')
    ) as each (of_table, rows)
  loop
    execute format('alter table %I enable row level security', policy.of_table);
    execute format('create policy in_sight on %I to ioc_viewer using (%s)%s', policy.of_table, policy.rows,
                   case policy.of_table when 'message' then ' with check (true)' end);
  end loop;
end $$;
