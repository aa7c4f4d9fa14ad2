import {
  applyProvince,
  type Database,
  findFeed,
  keyFile,
  loadProvince,
  saveContact,
  setChannel,
  setChannelSecret,
} from '@ioc/sql'
import { migrate } from '@ioc/sql/migrate'
import { seatPeople } from '../support/people.ts'
import { ASKED, BEACON, RULE, SENT } from './words.ts'

const FORMAT = ['iso']
const instant = (from: string) => ({ from, as: 'instant', format: FORMAT })
const MAP = {
  code: { from: 'code', as: 'code', required: true },
  unit: { from: 'unit', required: true },
  status: { from: 'status', required: true },
  field: { from: 'field', required: true },
  channel: { from: 'channel', required: true },
  received_at: instant('received_at'),
  due_at: instant('due_at'),
  finished_at: instant('finished_at'),
  updated_at: instant('updated_at'),
  deleted: { from: 'deleted', as: 'boolean' },
}
const EVERY_S = 2

export interface Commune {
  key: string
  code: string
}

/** Makes a bare database one of a province whose only feeds are the rig's, with one alert rule and somebody of each commune to be told. */
export async function furnish(
  database: Database,
  { source, receiver, dataDir }: { source: string; receiver: string; dataDir: string },
): Promise<Commune[]> {
  const { db, pool } = database
  await migrate(database)
  await applyProvince(database, loadProvince('hung-yen'))
  await seatPeople(database)
  await pool.query('update feed set enabled = false')
  for (const feed of [...ASKED, BEACON]) await follow(database, feed, restSettings(`${source}/${feed}`))
  await follow(database, SENT, { connector: 'file', settings: { pattern: '*' }, format: { kind: 'json', path: 'rows' } })
  await pool.query('delete from alert_rule')
  await pool.query('insert into alert_rule (key, spec) values ($1, $2)', [RULE.id, JSON.stringify(RULE)])

  await setChannelSecret(db, keyFile(dataDir), { channel: 'webhook', name: 'secret' }, 'mot-khoa-ky-du-dai-de-thu')
  await setChannel(db, { key: 'webhook', settings: { secret: 'secret:secret' }, off: false, by: 'Quản trị' })
  const { rows } = await pool.query<Commune & { id: number }>(
    "select id, key, code from unit where kind = 'commune' and valid_to is null and code is not null order by key",
  )
  for (const { id, key } of rows)
    await saveContact(db, {
      ...{ key: `chaos-${key}`.slice(0, 64), name: key, unitId: Number(id), role: 'specialist', simulated: false },
      addresses: { webhook: `${receiver}/${key}` },
    })
  return rows.map(({ key, code }) => ({ key, code }))
}

const restSettings = (url: string) => ({
  connector: 'rest',
  every: EVERY_S,
  settings: {
    ...{ url, records: 'rows', timeoutSeconds: 10, deadlineSeconds: 60 },
    paging: { style: 'token', param: 'page', field: 'next' },
    since: { param: 'since', field: 'told_at', format: 'iso', overlapSeconds: 2 },
  },
  format: { kind: 'json', path: 'rows' },
})

async function follow({ db, pool }: Database, id: string, how: object): Promise<void> {
  const { spec } = await findFeed(db, 'nyc311')
  const title = { vi: id, en: id }
  const own = { ...spec, id, title, zone: 'Asia/Ho_Chi_Minh', promise: 86_400, map: MAP, ...how }
  const { rows } = await pool.query('insert into feed (key, version, spec) values ($1, 1, $2) returning id', [id, own])
  await pool.query('insert into feed_version (feed_id, version, spec) values ($1, 1, $2)', [rows[0].id, own])
}
