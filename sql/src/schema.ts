import type { ColumnType, Generated, JSONColumnType } from 'kysely'

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
  enabled: Generated<boolean>
  cursor: ColumnType<Record<string, unknown> | null, string | undefined, string>
}

interface RunTable {
  id: Generated<number>
  feed_id: number
  feed_version: number
  trigger: string
  status: Generated<'running' | 'done' | 'failed' | 'abandoned'>
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
  error: string | null
}

interface LedgerBatchTable {
  position: number
  recorded_at: Date
  known_at: Date
  domain: string
  run_id: number | null
  measures: number[]
  units: number[]
  entries: number
}

export interface Schema {
  unit: UnitTable
  succession: SuccessionTable
  unit_alias: { alias: string; unit_id: number }
  unit_within: { root_id: number; unit_id: number }
  feed: FeedTable
  feed_version: { feed_id: number; version: number; spec: Json; applied_at: Now }
  run: RunTable
  page: {
    id: Generated<number>
    feed_id: number
    run_id: number
    sha256: Buffer
    name: string
    media_type: string | null
    bytes: number
    received_at: Now
  }
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
  ledger_batch: LedgerBatchTable
  contribution_rule: { id: Generated<number>; fact_table: string; since: number; domain: string; rule: string }
  insertion: { id: number; position: number }
  former_fact: { fact_table: string; feed_id: number; external_id: string; until: number; fact: Json }
  definition_version: { id: Generated<number>; recorded_at: Now; spec: Json; sha256: string }
  province: { one: Generated<boolean>; key: string; spec: Json; applied_at: Now }
  scene: { key: string; spec: Json }
}
