import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { DraftPart } from './feeds/draft-parts.ts'

// The core tables as Kysely sees them. Fact tables are left out on purpose: others ask for measures.

type Json = JSONColumnType<Record<string, unknown>>
type Now = ColumnType<Date, Date | undefined, Date>

interface UnitTable {
  id: Generated<number>
  key: string
  code: string | null
  kind: string
  name: string
  parent_id: number | null
  valid_from: ColumnType<string, string, string>
  valid_to: ColumnType<string | null, string | null, string | null>
  legal_act: string | null
  end_act: string | null
  people: number | null
  area_km2: number | null
  longitude: number | null
  latitude: number | null
}

interface SuccessionTable {
  from_id: number
  to_id: number
  on_date: ColumnType<string, string, string>
  people: number
  area: number
  dossiers: number
  legal_act: string | null
  source: string | null
}

interface FeedTable {
  id: Generated<number>
  key: string
  version: number
  spec: Json
  kept_in: Generated<'file' | 'console'>
  enabled: Generated<boolean>
  cursor: ColumnType<Record<string, unknown> | null, string | undefined, string | null>
}

interface ReminderTable {
  id: Generated<number>
  feed_id: number
  measure: string
  unit_id: number
  period: ColumnType<string, string, string>
  by: string
  reminded_at: Now
}

interface ReportTable {
  id: Generated<number>
  template: string
  template_version: number
  unit_id: number
  period: ColumnType<string, string, string>
  state: Generated<'draft' | 'submitted' | 'checked' | 'approved'>
  revision: Generated<number>
  edit: Generated<number>
  cells: ColumnType<Record<string, string>, string, string>
  saved_by: string
  saved_at: Now
  submitted_by: string | null
  submitted_at: Date | null
  checked_by: string | null
  told_at: Date | null
  run_id: number | null
}

interface RunTable {
  id: Generated<number>
  feed_id: number
  feed_version: number
  trigger: string
  status: Generated<RunStatus>
  started_at: Now
  heartbeat_at: Now
  finished_at: Date | null
  remaining: number | null
  source_as_of: Date | null
  read: Generated<number>
  inserted: Generated<number>
  updated: Generated<number>
  unchanged: Generated<number>
  held: Generated<number>
  rejected: Generated<number>
  withdrawn: Generated<number>
  cells: Generated<number>
  filled: Generated<number>
  repeated: Generated<number>
  at_odds: Generated<number>
  taken_back: Generated<number>
  warned: Generated<number>
  blocked: Generated<number>
  error: string | null
  fault: ColumnType<RunFault | null, string | undefined, string | null>
  asked_by: string | null
  why: string | null
  attempt: number | null
  days_from: ColumnType<string | null, string | null, string | null>
  days_to: ColumnType<string | null, string | null, string | null>
  stop_asked_at: Date | null
  stop_by: string | null
  stop_why: string | null
}

/** Why a run failed, as a code and what it speaks of, for whoever says it in a language. */
export interface RunFault {
  code: string
  params: Record<string, string | number>
}

/** `abandoned`: whoever worked at it is gone; `stopped`: a person ended it; `yielded`: it gave way to others and goes on at its next turn. */
export type RunStatus = 'running' | 'done' | 'failed' | 'stopped' | 'abandoned' | 'yielded'

interface LedgerBatchTable {
  position: number
  recorded_at: Date
  traceparent: string | null
  known_at: Date
  known_from: Date | null
  domain: string
  cause: 'run' | 'rule' | 'hand'
  run_id: number | null
  written_by: string | null
  why: string | null
  feed_id: number | null
  measures: number[]
  units: number[]
  entries: number
}

interface AlertTable {
  id: Generated<number>
  rule: string
  watch: string
  subject: string
  unit_id: number | null
  domain: string | null
  feeds: Generated<string[]>
  status: 'pending' | 'firing' | 'acknowledged' | 'resolved'
  level: Severity
  peak: Severity
  measured: number | null
  bound: number | null
  since: Date
  fired_at: Date | null
  acknowledged: Severity | null
  acknowledged_by: string | null
  acknowledged_at: Date | null
  resolved_at: Date | null
  blind_since: Date | null
  clear_since: Date | null
  turns: Generated<Date[]>
  flapping: Generated<boolean>
  returns: Generated<number>
  inhibited_by: Generated<number | null>
}

interface AlertEventTable {
  id: Generated<number>
  alert_id: number
  at: Date
  kind: string
  level: Severity
  measured: number | null
  quiet: Generated<boolean>
  position: number | null
  by: string | null
  note: string | null
}

interface EscalationTable {
  id: Generated<number>
  alert_id: number
  event: number
  level: Severity
  chain: number
  step: Generated<number>
  due_at: Date | null
  ended_at: Date | null
  ended_by: string | null
}

interface MessageTable {
  id: Generated<number>
  contact: string
  channel: string
  address: string
  letter: JSONColumnType<object>
  cause: Generated<string | null>
  status: Generated<'waiting' | 'sent' | 'dead'>
  made_at: Now
  due_at: Now
  attempts: Generated<number>
  settled_at: Date | null
  seen_at: Date | null
}

interface NotificationTable {
  id: Generated<number>
  cause: string
  alert_id: number
  kind: 'told' | 'escalated' | 'ended' | 'handed'
  contact: string
  channel: string
  made_at: Date
  from_at: Date
  message_id: number | null
  dropped: string | null
}

interface SignoffActionTable {
  id: Generated<number>
  at: Now
  by: string
  action: 'sign' | 'unlock'
  round: string
  domain: string
  level: 'unit' | 'province'
  unit_id: number
  signed_for: number | null
  every: 'month' | 'quarter' | 'year'
  period: string
  note: string | null
  missing: JSONColumnType<unknown[]>
  figures: JSONColumnType<unknown[]>
  sha256: string
  position: number
  units: number[]
  terms: JSONColumnType<unknown[]>
}

interface SignoffLockTable {
  round: string
  unit_id: number
  period: string
  domain: string
  level: 'unit' | 'province'
  action_id: number
}

interface AlertSilenceTable {
  id: Generated<number>
  rule: string | null
  subject: string | null
  domain: string | null
  unit_id: number | null
  by: string
  why: string
  made_at: Now
  until: Date
  ended_at: Date | null
  ended_by: string | null
}

type Severity = 'watch' | 'warn' | 'critical'

export interface Schema {
  unit: UnitTable
  succession: SuccessionTable
  unit_version: { id: Generated<number>; recorded_at: Now; spec: Json; sha256: string }
  unit_alias: { alias: string; unit_id: number }
  unit_within: { root_id: number; unit_id: number }
  feed: FeedTable
  reminder: ReminderTable
  report_template: { key: string; version: number; spec: Json; enabled: Generated<boolean> }
  report_template_version: { key: string; version: number; spec: Json; applied_at: Now }
  report: ReportTable
  signoff_action: SignoffActionTable
  signoff_lock: SignoffLockTable
  feed_version: {
    feed_id: number
    version: number
    spec: Json
    applied_at: Now
    published_by: Generated<string | null>
    note: Generated<string | null>
  }
  console_meaning: { about: 'indicators' | 'plans'; key: string; spec: Json | null }
  feed_draft: {
    id: Generated<number>
    feed_id: number | null
    version: number | null
    spec: Json
    edit: Generated<number>
    parts: ColumnType<DraftPart[], string | undefined, string>
    hands: Generated<number[]>
    by: string | null
    begun_at: Now
    saved_at: Now
  }
  feed_draft_sealed: {
    draft_id: number
    kind: 'secret' | 'sample'
    name: string
    about: ColumnType<Record<string, unknown> | null, string | null, string | null>
    key_id: string
    sealed: Buffer
    set_at: Now
  }
  rule_set: { key: string; spec: Json; kept_in: Generated<'file' | 'console'> }
  rule_change: {
    id: Generated<number>
    kind: string
    rule: string
    at: Now
    by: string
    why: string
    before: Json
    after: Json
  }
  run: RunTable
  run_log: {
    run_id: number
    n: number
    at: Date
    code: string
    params: ColumnType<Record<string, string | number | null>, string, never>
  }
  run_page: { run_id: number; page_id: number; taken: Generated<number>; broken_alike: Generated<number> }
  feed_trouble: {
    feed_id: number
    version: number
    failures: number
    is_transient: boolean
    next_try_at: Date
    host: string | null
  }
  host_circuit: {
    host: string
    failures: number
    failed_at: Date
    open_until: Date | null
    probing_until: Date | null
    error: string
    error_en: string
  }
  page: {
    id: Generated<number>
    feed_id: number
    run_id: number
    sha256: Buffer
    name: string
    media_type: string | null
    bytes: number
    redacted: Generated<string[]>
    received_at: Now
  }
  delivery: { feed_id: number; key: string; sha256: Buffer; received_at: Now; run_id: number | null; page_id: number | null }
  secret: { feed_id: number; name: string; key_id: string; sealed: Buffer; set_at: Now }
  identity_key: { id: Generated<number>; use: 'seal' | 'token'; key_id: string; sealed: Buffer; made_at: Now }
  sealed_identity: { feed_id: number; token: Buffer; identity_key_id: number; sealed: Buffer; told_at: Now }
  page_chunk: { page_id: number; n: number; body: Buffer }
  measure: { id: Generated<number>; code: string; domain: string; units: string; time: string; grain: string }
  dims: { id: Generated<number>; dims: Json }
  cell: {
    measure_id: number
    unit_id: number
    bucket: Date
    dims_id: number
    id: Generated<number>
    value: string
    facts: number
    position: number
    delta: string
  }
  day_total: { measure_id: number; unit_id: number; bucket: Date; picked_id: number; value: string; facts: number }
  picked_dims: { id: Generated<number>; dims: Json }
  month_total: { measure_id: number; unit_id: number; month: Date; dims_id: number; value: string; facts: number; newest: Date }
  month_changed: { measure_id: number; unit_id: number; month: Date; changed_at: Date }
  ledger_batch: LedgerBatchTable
  contribution_rule: { id: Generated<number>; fact_table: string; since: number; domain: string; rule: string }
  insertion: { id: number; position: number }
  former_fact: { fact_table: string; feed_id: number; external_id: string; until: number; fact: Json }
  definition_version: { id: Generated<number>; recorded_at: Now; spec: Json; sha256: string }
  indicator_version: { id: Generated<number>; recorded_at: Now; spec: Json; sha256: string }
  plan_version: { id: Generated<number>; recorded_at: Now; spec: Json; sha256: string }
  province: { one: Generated<boolean>; key: string; spec: Json; kept_in: Generated<'files' | 'command'>; applied_at: Now }
  scene: { key: string; spec: Json; kept_in: Generated<'file' | 'console'>; removed: Generated<boolean> }
  playlist: { key: string; spec: Json; kept_in: Generated<'file' | 'console'>; removed: Generated<boolean> }
  layout_version: {
    id: Generated<number>
    kind: 'scene' | 'playlist'
    key: string
    version: number
    at: Now
    made_in: 'file' | 'command' | 'console'
    by: string | null
    why: string | null
    spec: ColumnType<Record<string, unknown> | null, string | null, string | null>
  }
  boundaries: { sha256: string; topology: string }
  alert_rule: { key: string; spec: Json; kept_in: Generated<'file' | 'console'> }
  alert_rule_change: {
    id: Generated<number>
    rule: string
    at: Now
    by: string
    why: string
    before: ColumnType<unknown, string | null, never>
    after: ColumnType<unknown, string | null, never>
  }
  alert_watch: {
    rule: string
    subject: string
    position: Generated<number>
    asked_at: Date | null
    took_ms: Generated<number>
    due_at: Now
    error: string | null
    failures: Generated<number>
  }
  alert: AlertTable
  alert_event: AlertEventTable
  alert_silence: AlertSilenceTable
  contact: {
    key: string
    name: string
    unit_id: number
    role: string
    addresses: JSONColumnType<Partial<Record<string, string>>>
    simulated: Generated<boolean>
    left_at: Date | null
  }
  duty_shift: { id: Generated<number>; contact: string; begins: Date; ends: Date; handed_at: Date | null; by: string }
  escalation_progress: { one: Generated<boolean>; event: Generated<number> }
  escalation: EscalationTable
  escalation_step: { escalation_id: number; step: number; at: Date; role: string; unit_id: number | null; told: number }
  message: MessageTable
  notification: NotificationTable
  message_attempt: {
    id: Generated<number>
    message_id: number
    at: Date
    took_ms: number
    outcome: 'sent' | 'failed' | 'refused'
    answer: string
    answer_en: string
  }
  directive: {
    id: Generated<number>
    number: string | null
    title: string
    body: Generated<string>
    issued_by: string
    unit_id: number
    beside: Generated<number[]>
    alert_id: number | null
    subject: string | null
    condition: Json | null
    working_days: number
    life: Json
    status: 'issued' | 'accepted' | 'closed' | 'withdrawn'
    due_at: ColumnType<Date, Date | string, Date | string>
    explain_by: Date | null
    look_at: Date | null
  }
  directive_event: { id: Generated<number>; directive_id: number; at: ColumnType<Date, Date | string, never>; event: Json }
  directive_file: {
    id: Generated<number>
    directive_id: number
    name: string
    media_type: string
    what: 'before' | 'after' | 'document'
    by: string
    at: Now
    sha256: string
    body: Buffer
  }
  checklist: {
    id: Generated<number>
    key: string
    spec: Json
    unit_id: number
    owner_id: number
    life: Json
    status: 'running' | 'closed'
    look_at: Date | null
    former: number | null
  }
  checklist_alert: { checklist_id: number; alert_id: number }
  checklist_event: { id: Generated<number>; checklist_id: number; at: ColumnType<Date, Date | string, never>; event: Json }
  checklist_file: {
    id: Generated<number>
    checklist_id: number
    step: string
    name: string
    media_type: string
    by: string
    at: ColumnType<Date, Date | string, never>
    sha256: string
    body: Buffer
  }
  checklist_progress: { one: Generated<boolean>; event: Generated<number> }
  exercise: {
    id: Generated<number>
    key: string
    spec: Json
    sends: boolean
    life: Json
    status: 'running' | 'paused' | 'ended'
    look_at: Date | null
  }
  exercise_event: { id: Generated<number>; exercise_id: number; at: ColumnType<Date, Date | string, never>; event: Json }
  audit_entry: {
    id: Generated<number>
    at: Now
    actor: Json
    action: string
    entity: string
    entity_id: string | null
    detail: Json
  }
  audit_link: { position: number; entry_id: number; previous: Buffer; hash: Buffer }
  delivery_channel: { key: string; settings: Json; off: Generated<boolean>; set_by: string; set_at: Now }
  delivery_secret: { channel: string; name: string; key_id: string; sealed: Buffer; set_at: Now }
}
