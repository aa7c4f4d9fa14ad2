-- An exercise: a scenario played through the same loop as what is real (sql/src/exercises). `spec` is as it was when it began.
create table exercise (
  id        bigint generated always as identity primary key,
  key       text not null,
  spec      jsonb not null,
  -- Messages are really sent, with the mark; else they are told in the console alone.
  sends     boolean not null,
  life      jsonb not null,
  status    text not null check (status in ('running', 'paused', 'ended')),
  -- When the next of it is shown, or it ends by itself.
  look_at   timestamptz
);
-- One at a time.
create unique index exercise_under_way on exercise ((true)) where status <> 'ended';

create table exercise_event (
  id           bigint generated always as identity primary key,
  exercise_id  bigint not null references exercise,
  at           timestamptz not null,
  event        jsonb not null
);
create index exercise_event_of on exercise_event (exercise_id, id);
create trigger exercise_event_is_append_only before update or delete or truncate on exercise_event
  for each statement execute function refuse_change();

-- The exercise under way; null where none is.
create function exercise_under_way() returns bigint language sql stable as
  $$ select id from public.exercise where status <> 'ended' $$;

-- The world of exercises: tables of the same names as those of the loop. Who connects with this schema before `public` runs the very same code on them, and
-- nobody else can see them: nothing has to leave exercises out.
create schema exercised;

do $$
declare
  name text;
begin
  foreach name in array array['alert_watch', 'alert', 'alert_event', 'alert_silence', 'escalation_progress', 'escalation', 'escalation_step',
    'message', 'notification', 'message_attempt', 'directive', 'directive_event', 'directive_file',
    'checklist', 'checklist_alert', 'checklist_event', 'checklist_file', 'checklist_progress']
  loop
    execute format('create table exercised.%1$I (like public.%1$I including all)', name);
  end loop;
  foreach name in array array['alert_event', 'message_attempt', 'directive_event', 'directive_file', 'checklist_event', 'checklist_file']
  loop
    execute format('create trigger %1$I before update or delete or truncate on exercised.%2$I for each statement execute function refuse_change()',
                   name || '_is_append_only', name);
  end loop;
  -- Whatever is made there is of an exercise: where none is under way nothing can be made.
  foreach name in array array['alert', 'message', 'directive', 'checklist']
  loop
    execute format('alter table exercised.%I add column exercise_id bigint not null default exercise_under_way() references public.exercise', name);
    execute format('create index %1$I on exercised.%2$I (exercise_id)', name || '_of_exercise', name);
  end loop;
end $$;
-- Gateways know a message by its number and take it once: none of an exercise bears that of a real one.
alter table exercised.message alter column id restart with 1000000000001;
insert into exercised.escalation_progress default values;
insert into exercised.checklist_progress default values;

-- Where an exercise is told in the console alone, it has no other channel.
create view exercised.delivery_channel as
  select * from public.delivery_channel where (select sends from public.exercise where id = exercise_under_way());

-- Every message says so itself, whoever writes it; so does what is ordered and what has to be done.
create function mark_exercise() returns trigger language plpgsql as $$
declare
  title jsonb := (select spec->'title' from public.exercise where id = new.exercise_id);
begin
  if tg_table_name = 'message' then
    new.letter := new.letter || jsonb_build_object('exercise', title->>'vi');
  elsif tg_table_name = 'directive' then
    new.title := 'DIỄN TẬP: ' || new.title;
  else
    new.spec := new.spec || jsonb_build_object('title', jsonb_build_object(
      'vi', 'DIỄN TẬP: ' || (new.spec->'title'->>'vi'), 'en', 'EXERCISE: ' || (new.spec->'title'->>'en')));
  end if;
  return new;
end $$;
create trigger is_marked before insert on exercised.message for each row execute function mark_exercise();
create trigger is_marked before insert on exercised.directive for each row execute function mark_exercise();
create trigger is_marked before insert on exercised.checklist for each row execute function mark_exercise();

-- Whoever works in that world can write nothing that is real, by mistake either.
create function refuse_exercise() returns trigger language plpgsql as $$
begin
  raise exception 'An exercise writes nothing real: % on %.', tg_op, tg_table_name;
end $$;

do $$
declare
  name text;
begin
  foreach name in array array['ledger_batch', 'alert', 'alert_event', 'alert_silence', 'alert_rule', 'message', 'notification', 'escalation', 'directive',
    'checklist', 'contact', 'duty_shift']
  loop
    execute format('create trigger is_no_exercise before insert or update or delete on public.%I for each statement
                    when (current_setting(''ioc.exercised'', true) = ''on'') execute function refuse_exercise()', name);
  end loop;
end $$;
