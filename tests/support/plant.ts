import type { Database } from '@ioc/sql'

// Hostile text in whatever is stored: what a browser would run, if any page of ours showed a text as anything but text.

/** What runs calls this, with where it stood. */
export const CALLED = 'planted'

const attackIn = (place: string) =>
  `"'><img src=x onerror="${CALLED}('${place}')"><svg onload="${CALLED}('${place}')"></svg>{{7*7}}`
const shortIn = () => `<img src=x onerror=${CALLED}(0)>`

/** Words of ours, which neither a source nor a person writes: another word there is no word of this house, and its page shows nothing. */
const OURS = new RegExp(
  `^(${[
    ...[
      'key',
      'kind',
      'status',
      'state',
      'level',
      'code',
      'domain',
      'rule',
      'measure',
      'indicator',
      'severity',
      'action',
      'entity',
    ],
    ...['sha256', 'token_sha256', 'file_sha256', 'key_id', 'kept_in', 'made_in', 'media_type', 'classification', 'fact_table'],
    ...['template', 'subject', 'cause', 'watch', 'dropped', 'outcome', 'trigger', 'step', 'login', 'password', 'every', 'round'],
    ...['roles', 'permissions', 'domains', 'up_to', 'about', 'external_id', 'story_id', 'format', 'connector', 'grain', 'type'],
    ...['unit_of_measurement', 'geo', 'period', 'feeds', 'peak', 'session', 'agent_of', 'what', 'why_code', 'figures', 'reading'],
  ].join('|')})$`,
)
/** Whose every word is ours. */
const OF_OURS =
  /^(kysely_|pgboss|bullmq|audit|contribution_rule|measure$|working_time|second_step|sign_in_|domain$|definition_|dims$|secret|delivery_secret)/
/** The parts of a document that people write, by name; all else of it steers the program. */
const WORDS = new Set([
  ...[
    'title',
    'vi',
    'en',
    'name',
    'note',
    'notes',
    'text',
    'why',
    'reason',
    'message',
    'summary',
    'label',
    'description',
    'help',
  ],
  ...[
    'by',
    'issued_by',
    'comment',
    'answer',
    'person',
    'role',
    'detail',
    'about',
    'place',
    'content',
    'body',
    'said',
    'owner',
    'basis',
  ],
])

export interface Planted {
  /** table.column, or table.column.name of a document’s part. */
  places: Set<string>
  rows: number
}

/**
 * Puts hostile text behind every text of every row that there is, the world’s rules off for it: what is tried is how a text is shown, not how
 * it came. Where the whole is too long for its column a shorter one stands. Answers where.
 */
export async function plant({ pool }: Database): Promise<Planted> {
  const client = await pool.connect()
  const planted: Planted = { places: new Set(), rows: 0 }
  try {
    await client.query('set session_replication_role = replica')
    const { rows: columns } = await client.query<{ table: string; column: string; type: string }>(
      `select table_name as table, column_name as column, udt_name as type
       from information_schema.columns join information_schema.tables using (table_schema, table_name)
       where table_schema = 'public' and table_type = 'BASE TABLE' and udt_name in ('text', '_text', 'jsonb') and is_generated = 'NEVER'
       order by 1, 2`,
    )
    for (const { table, column, type } of columns) {
      if (OF_OURS.test(table) || OURS.test(column)) continue
      const place = `${table}.${column}`
      if (type === 'jsonb') {
        const { rows } = await client.query(
          `select ctid::text as row, "${column}" as value from "${table}" where "${column}" is not null limit 2000`,
        )
        for (const { row, value } of rows) {
          const places = new Set<string>()
          const changed = inDocument(value, place, places)
          if (
            places.size === 0 ||
            !(await tried(`update "${table}" set "${column}" = $1 where ctid = $2::tid`, [JSON.stringify(changed), row]))
          )
            continue
          for (const each of places) planted.places.add(each)
          planted.rows += 1
        }
        continue
      }
      const isAddress = /(^|_)(url|link)$/.test(column)
      for (const attack of [attackIn(place), shortIn()]) {
        const said = isAddress ? `javascript:${CALLED}('${place}')//` : attack
        const value =
          type === '_text'
            ? `array(select each || $1 from unnest("${column}") each)`
            : isAddress
              ? '$1'
              : `left("${column}", 40) || $1`
        const count = await tried(
          `update "${table}" set "${column}" = ${value} where "${column}" is not null and "${column}"::text <> '{}'`,
          [said],
        )
        if (count === null) continue
        if (count > 0) planted.places.add(place)
        planted.rows += count
        break
      }
    }
  } finally {
    await client.query('reset session_replication_role')
    client.release()
  }
  return planted

  /** How many rows a change changed; null where the table would not have it. */
  async function tried(statement: string, values: unknown[]): Promise<number | null> {
    try {
      return (await client.query(statement, values)).rowCount ?? 0
    } catch {
      return null
    }
  }
}

function inDocument(value: unknown, place: string, places: Set<string>, name = ''): unknown {
  if (typeof value === 'string') {
    if (!WORDS.has(name)) return value
    const at = `${place}.${name}`
    places.add(at)
    return `${value}${attackIn(at)}`
  }
  if (Array.isArray(value)) return value.map((each) => inDocument(each, place, places, name))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inDocument(each, place, places, key)]))
}
