-- What a province wants to be told of (sql/src/alerts), by key; as its file says it, or the console since somebody made or changed it there.
create table alert_rule (
  key      text primary key,
  spec     jsonb not null,
  kept_in  text not null default 'file' check (kept_in in ('file', 'console'))
);

-- Who made, changed or took away a rule, and why; `before` is null of a new one, `after` of one that is gone. It outlives whoever made it.
create table alert_rule_change (
  id      bigint generated always as identity primary key,
  rule    text not null,
  at      timestamptz not null default clock_timestamp(),
  by      text not null,
  why     text not null,
  before  jsonb,
  after   jsonb
);
create index alert_rule_change_of on alert_rule_change (rule, id);
create trigger alert_rule_change_is_append_only before update or delete or truncate on alert_rule_change
  for each statement execute function refuse_change();

-- What a rule is asked of: an indicator, or all its sources or plans at once. Whoever holds the row's lock asks, and nobody else meanwhile.
create table alert_watch (
  rule       text not null references alert_rule on delete cascade,
  subject    text not null,
  -- How far the ledger had got when it was asked last, when that was, what it took, and when the clock alone asks again.
  position   bigint not null default -1,
  asked_at   timestamptz,
  took_ms    integer not null default 0,
  due_at     timestamptz not null default now(),
  -- Why it could not be answered the last so many times.
  error      text,
  failures   integer not null default 0,
  primary key (rule, subject)
);

-- What a rule raised: one row an alert from its beginning to its end and, where it comes back within a day, on (sql/src/alerts/life.ts).
create table alert (
  id                  bigint generated always as identity primary key,
  rule                text not null,
  -- Of which watch of the rule; `rule` where the rule itself is in trouble.
  watch               text not null,
  -- What it is of, and whose: an indicator's id, `feed:<key>`, `clause:<plan>/<clause>`, or `rule:<key>` of one that can't be asked.
  subject             text not null,
  unit_id             integer references unit,
  domain              text,
  -- Keys of the sources its subject rests on.
  feeds               text[] not null default '{}',
  status              text not null check (status in ('pending', 'firing', 'acknowledged', 'resolved')),
  level               text not null check (level in ('watch', 'warn', 'critical')),
  peak                text not null check (peak in ('watch', 'warn', 'critical')),
  -- What was measured last, and past which bound it lies.
  measured            double precision,
  bound               double precision,
  since               timestamptz not null,
  fired_at            timestamptz,
  acknowledged        text check (acknowledged in ('watch', 'warn', 'critical')),
  acknowledged_by     text,
  acknowledged_at     timestamptz,
  resolved_at         timestamptz,
  blind_since         timestamptz,
  clear_since         timestamptz,
  turns               timestamptz[] not null default '{}',
  flapping            boolean not null default false,
  returns             integer not null default 0,
  -- The alert of the dead source that explains it.
  inhibited_by        bigint references alert,
  check ((status = 'acknowledged') = (acknowledged is not null)),
  check (status in ('pending', 'resolved') or fired_at is not null)
);
-- One of a kind at a time, whoever asks.
create unique index alert_of on alert (rule, subject, coalesce(unit_id, 0)) where status <> 'resolved';
create index alert_latest on alert (rule, subject, unit_id, id);
create index alert_open on alert (rule, watch) where status <> 'resolved';
create index alert_by_time on alert (fired_at);

-- What happened to an alert, in order. `quiet`: nobody is disturbed for it. `position`: how far the ledger had got.
create table alert_event (
  id        bigint generated always as identity primary key,
  alert_id  bigint not null references alert,
  at        timestamptz not null,
  kind      text not null,
  level     text not null,
  measured  double precision,
  quiet     boolean not null default false,
  position  bigint,
  by        text,
  note      text
);
create index alert_event_of on alert_event (alert_id, id);
create trigger alert_event_is_append_only before update or delete or truncate on alert_event
  for each statement execute function refuse_change();

-- For how long, by whom and why nobody is disturbed: for all that what is said here fits.
create table alert_silence (
  id        bigint generated always as identity primary key,
  rule      text,
  subject   text,
  domain    text,
  unit_id   integer references unit,
  by        text not null,
  why       text not null,
  made_at   timestamptz not null default clock_timestamp(),
  until     timestamptz not null,
  ended_at  timestamptz,
  ended_by  text,
  check (coalesce(rule, subject, domain, unit_id::text) is not null)
);
create index alert_silence_by_time on alert_silence (until);
