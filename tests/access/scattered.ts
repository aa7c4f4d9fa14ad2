import type { Database } from '@ioc/sql'

/** A row of a guarded table, and of whom it is: what decides about it, said apart from what the database holds. */
export interface Guarded {
  table: string
  /** Its row, as `ctid` says it. */
  row: string
  /** Null: of no unit, so that only who sees all of them sees it. */
  units: number[] | null
  /** Null: of no domain. */
  domain: string | null
  /** Its own, where it has one besides its domain’s. */
  classification?: string
  /** A figure that is open is for whoever may see anything. */
  isFigure?: boolean
  /** It is of all domains at once. */
  isOfAll?: boolean
}

interface Subject {
  unit: number
  domain: string
}

/** A row of every guarded table for each of some units and domains. The world’s rules are off for it: what is tried is who sees a row, not how it came. */
export async function scatter(
  { pool }: Database,
  subjects: Subject[],
  /** Stands in every row, with its table. */
  mark = (_table: string) => 'x',
): Promise<Guarded[]> {
  const client = await pool.connect()
  const guarded: Guarded[] = []
  try {
    await client.query(`set session_replication_role = replica`)
    const put = async (table: string, row: Record<string, unknown>, of: Omit<Guarded, 'table' | 'row'>) => {
      const marked = Object.entries(row).map(([name, value]) => [name, markIn(name, value, mark(table))] as const)
      const names = marked.map(([name]) => name)
      const { rows } = await client.query(
        `insert into ${table} (${names.join(', ')}) ${'id' in row ? 'overriding system value' : ''}
         values (${names.map((_, place) => `$${place + 1}`).join(', ')}) returning ctid::text as row`,
        marked.map(([, value]) => value),
      )
      guarded.push({ table, row: rows[0].row, ...of })
    }
    for (const [place, { unit, domain }] of subjects.entries()) {
      const id = 9_000_000 + place
      const here = { units: [unit], domain }
      const ofFeed = { units: null, domain }
      const feed = await client.query(`select id from feed where spec->>'domain' = $1 order by id limit 1`, [domain])
      const measures = await client.query(`select id, classification from measure where domain = $1 order by id`, [domain])
      const feedId: number = feed.rows[0].id
      const event = { at: new Date(), event: {} }
      const file = { ...{ name: 'x', media_type: 'x', by: 'x', sha256: 'x', body: Buffer.from('x') }, id }

      const measure = measures.rows[place % measures.rows.length]
      const cell = { measure_id: measure.id, unit_id: unit, bucket: new Date(place * 1_000), dims_id: id, id }
      const figure = { ...here, classification: measure.classification, isFigure: true }
      await put('cell', { ...cell, value: 1, facts: 1, position: 1, delta: 1 }, figure)
      const month = { measure_id: measure.id, unit_id: unit, month: cell.bucket }
      await put('month_total', { ...month, dims_id: id, value: 1, facts: 1, newest: cell.bucket }, figure)
      const day = { measure_id: measure.id, unit_id: unit, bucket: cell.bucket }
      await put('day_total', { ...day, picked_id: -id, value: 1, facts: 1 }, figure)
      await put('month_changed', { ...month, changed_at: new Date() }, figure)
      await put('ledger_entry', { cell_id: id, position: id, delta: 1, balance: 1, facts: 1 }, figure)
      const tables = await client.query('select fact_table from contribution_rule where domain = $1 order by id', [domain])
      const former = { fact_table: tables.rows[0].fact_table, feed_id: feedId, external_id: `${id}`, until: id }
      await put('former_fact', { ...former, fact: { unit_id: unit } }, here)

      const page = { feed_id: feedId, run_id: 1, sha256: Buffer.from(`${id}`), name: 'x', bytes: 1, id }
      await client.query(
        `insert into page (id, feed_id, run_id, sha256, name, bytes) overriding system value values ($1, $2, $3, $4, $5, $6)`,
        [page.id, page.feed_id, page.run_id, page.sha256, page.name, page.bytes],
      )
      await put('page_chunk', { page_id: id, n: 0, body: Buffer.from('x') }, ofFeed)
      const identity = { feed_id: feedId, token: Buffer.from(`${id}`), identity_key_id: 1, sealed: Buffer.from('x') }
      await put('sealed_identity', identity, ofFeed)
      const held = { feed_id: feedId, run_id: 1, last_run_id: 1, page_id: id, place: 1, status: 'held', raw: {}, reasons: '[]' }
      await put('held_record', { ...held, fingerprint: Buffer.from(`${id}`), id }, ofFeed)
      await put('held_in_run', { run_id: id, held_id: id }, ofFeed)
      await put('held_action', { held_id: id, by: 'x', action: 'mend', status: 'held', id }, ofFeed)
      const finding = { feed_id: feedId, run_id: 1, page_id: id, place: 1, rule: 'x', severity: 'warn', message: 'x', id }
      await put('rule_finding', finding, ofFeed)

      const template = `t${id}`
      const feedKey = await client.query('select key from feed where id = $1', [feedId])
      await client.query('insert into report_template (key, version, spec) values ($1, 1, $2)', [
        template,
        { feed: feedKey.rows[0].key },
      ])
      await put('report', { template, template_version: 1, unit_id: unit, period: '2026-01-01', saved_by: 'x', id }, here)
      const did = { report_id: id, by: 'x', action: 'save', state: 'draft', revision: 0, cells: {}, id }
      await put('report_action', did, here)
      const signing = { action: 'sign', round: 'x', level: 'unit', every: 'month', period: '2026-01-01', sha256: '0'.repeat(64) }
      await put('signoff_action', { ...signing, by: 'x', domain, unit_id: unit, position: 0, units: [], terms: '[]', id }, here)

      const proposal = { about: 'rules', key: `x/${id}`, title: {}, domain, state: 'draft', account_id: 1, by: 'x', id }
      await put('proposal', proposal, ofFeed)
      await put('proposal_event', { proposal_id: id, action: 'submit', account_id: 1, by: 'x', id }, ofFeed)

      const draft = { feed_id: feedId, version: 1, spec: { domain }, by: 'x', id }
      await put('feed_draft', draft, ofFeed)
      await put('feed_draft_sealed', { draft_id: id, kind: 'sample', name: 'x', key_id: 'x', sealed: Buffer.from('x') }, ofFeed)

      const alert = {
        rule: 'x',
        watch: 'x',
        subject: `${id}`,
        unit_id: unit,
        domain,
        status: 'firing',
        level: 'warn',
        peak: 'warn',
        fired_at: new Date(),
      }
      await put('alert', { ...alert, since: new Date(), id }, here)
      await put('alert_event', { alert_id: id, at: new Date(), kind: 'fired', level: 'warn', id }, here)
      await put('escalation', { alert_id: id, event: id, level: 'warn', chain: 0, id }, here)
      await put('escalation_step', { escalation_id: id, step: 0, at: new Date(), role: 'x', told: 0 }, here)
      const letter = { contact: 'x', channel: 'x', address: 'x', letter: {}, id }
      await put('message', letter, here)
      await put(
        'message_attempt',
        { message_id: id, at: new Date(), took_ms: 1, outcome: 'sent', answer: 'x', answer_en: 'x', id },
        here,
      )
      const told = {
        cause: `${id}`,
        alert_id: id,
        kind: 'told',
        contact: 'x',
        channel: 'x',
        made_at: new Date(),
        from_at: new Date(),
      }
      await put('notification', { ...told, message_id: id, id }, here)

      const order = { title: 'x', issued_by: 'x', working_days: 1, life: {}, status: 'issued', due_at: new Date() }
      // Of a unit that helps as much as of the one that answers.
      const beside = subjects[(place + 1) % subjects.length]?.unit as number
      const ordered = { units: [unit, beside], domain }
      await put('directive', { ...order, unit_id: unit, beside: [beside], alert_id: id, id }, ordered)
      await put('directive_event', { directive_id: id, ...event, id }, ordered)
      await put('directive_file', { directive_id: id, what: 'before', at: new Date(), ...file }, ordered)

      const list = { key: `${id}`, spec: {}, unit_id: unit, owner_id: beside, life: {}, status: 'closed', id }
      const listed = { units: [unit, beside], domain: null }
      await put('checklist', list, listed)
      await put('checklist_alert', { checklist_id: id, alert_id: id }, listed)
      await put('checklist_event', { checklist_id: id, ...event, id }, listed)
      await put('checklist_file', { checklist_id: id, step: 'x', at: new Date(), ...file }, listed)

      const noted = { indicator: `${domain}.x`, unit_id: unit, begins: new Date(0), ends: new Date(1), text: 'x', by: 'x', id }
      await put('annotation', noted, here)

      const classification = ['open', 'internal', 'restricted'][place % 3] as string
      await client.query('insert into briefing (key, version, spec) values ($1, 1, $2)', [`b${id}`, { classification }])
      const made = { units: null, domain: null, classification, isOfAll: true }
      await put('briefing_made', { briefing: `b${id}`, as_of: new Date(), asked_by: 'x', id }, made)
      await put('briefing_file', { made: id, format: 'pdf', sha256: 'x', body: Buffer.from('x') }, made)
    }
  } finally {
    await client.query('reset session_replication_role')
    client.release()
  }
  return guarded
}

/** Free text says the mark, and so does a document. */
function markIn(name: string, value: unknown, mark: string): unknown {
  if (Buffer.isBuffer(value) && name === 'body') return Buffer.from(mark)
  if (value === 'x') return mark
  const isDocument = typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
  return isDocument ? { ...value, mark } : value
}
