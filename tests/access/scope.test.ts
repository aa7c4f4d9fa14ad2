import { dayOf, type findFeed, listFeeds, loadRegistry, loadUnitRegistry, type Scope } from '@ioc/sql'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Known } from '../fuzz/from-schema.ts'
import { type Described, operationsOf, requestOf } from '../fuzz/operations.ts'
import { openWall, serve, until } from '../support/app.ts'
import { hungYen } from '../support/database.ts'
import { cookieOf } from '../support/people.ts'
import { signedInWithin } from './as.ts'
import { scatter } from './scattered.ts'

// Somebody who may do everything, but only with what is theirs, asks for everything that is another’s.

const MARK = 'bí mật của xã bên'
const TIMES = 2

/** One of another unit, one of another domain, one of a lower classification; and what of the other’s has no domain. */
const OF_NO_DOMAIN = ['checklist', 'checklist_alert', 'checklist_event', 'checklist_file']

test('whatever somebody asks of what lies beyond their scope, by any operation, none of it is told and none of it is changed', async () => {
  const database = await hungYen()
  const { app } = await serve(database)
  const units = await loadUnitRegistry(database.db)
  const [own, other] = units
    .children(units.find('hung-yen').id, dayOf(new Date()))
    .filter(({ id }) => units.predecessorsOf(id).length > 1) as unknown as [
    { id: number; key: string },
    { id: number; key: string },
  ]
  const feed = (await listFeeds(database.db)).find(({ spec }) => spec.domain === 'security') as Awaited<
    ReturnType<typeof findFeed>
  >
  const rows = await scatter(database, [{ unit: other.id, domain: 'security' }], (table) => `${MARK}: ${table}`)
  const asTheyWere = async () => {
    const all = rows.map(
      ({ table, row }) => `select '${table}' as name, to_jsonb(t) as row from ${table} t where ctid = '${row}'`,
    )
    return (await database.pool.query(all.join(' union all '))).rows
  }
  // How reports are made is told to whoever makes them; what they say is not.
  await database.pool.query(
    `update briefing set spec = (select spec from briefing where key not like 'b9%' limit 1) || jsonb_build_object('classification', 'restricted')
     where key like 'b9%'`,
  )
  await database.pool.query(
    `update report_template set spec = (select spec from report_template where key not like 't9%' limit 1) || jsonb_build_object('feed', spec->'feed')
     where key like 't9%'`,
  )
  const before = await asTheyWere()
  expect(before.length).toBe(rows.length)

  const id = 9_000_000
  const numbers = [String(id)]
  const { rows: kinds } = await database.pool.query('select fact_table from contribution_rule')
  expect(kinds.length).toBeGreaterThan(10)
  const indicators = (await loadRegistry()).indicators.filter(({ domain }) => domain === 'security').map((each) => each.id)
  const known: Known = {
    ...{
      alert: numbers,
      directive: numbers,
      checklist: numbers,
      file: numbers,
      made: numbers,
      message: numbers,
      annotation: numbers,
    },
    ...{ id: [...numbers, ...indicators.slice(0, 2)], run: numbers, report: numbers, held: numbers, ids: [id], alerts: [id] },
    ...{
      feed: [feed.spec.id],
      indicator: indicators,
      unit: [other.key, 'hung-yen'],
      of: [other.key],
      root: [other.key],
      key: [other.key],
    },
    ...{ briefing: [`b${id}`], template: [`t${id}`], period: ['2026-01', '2026-01-01', 'month'], subject: [String(id)] },
    ...{ seen: [0], edit: [0], by: ['Lan'], domain: ['security'] },
  }
  const operations = operationsOf((await app.inject('/api/docs/json')).json() as Described)
  const ask = async (headers: Record<string, string>) => {
    const told = new Map<string, Set<string>>()
    const failed: string[] = []
    let [asked, answered] = [0, 0]
    for (const operation of operations)
      for (const { url, body } of fc.sample(requestOf(operation, known, false), { numRuns: TIMES, seed: 1 })) {
        const what = `${operation.method} ${operation.path}`
        const payload = body === undefined ? {} : { payload: JSON.stringify(body) }
        const type = body === undefined ? {} : { 'content-type': 'application/json' }
        const answer = await app.inject({ method: operation.method, url, headers: { ...headers, ...type }, ...payload })
        asked++
        if (answer.statusCode < 400) answered++
        if (answer.statusCode === 500) failed.push(`${what}: ${answer.body}`)
        for (const [, table] of answer.body.matchAll(new RegExp(`${MARK}: ([a-z_]+)`, 'g')))
          told.set(what, (told.get(what) ?? new Set()).add(table as string))
        // Some sign out whoever asks, or turn their account off.
        if (!isRead(operation.method))
          await database.pool.query(
            'update session set ended_at = null; update account set disabled_at = null; delete from sign_in_tries',
          )
      }
    return { told, failed, asked, answered }
  }

  const people: [string, Scope, string[]][] = [
    ['other-unit', { unit: own.id, domains: null, upTo: 'restricted' }, []],
    ['other-domain', { unit: null, domains: ['health', 'dossiers'], upTo: 'restricted' }, OF_NO_DOMAIN],
    ['lower-class', { unit: null, domains: null, upTo: 'internal' }, OF_NO_DOMAIN],
  ]
  for (const [login, scope, allowed] of people) {
    const { told, failed, asked, answered } = await ask(await signedInWithin(database, scope, login))
    const leaked = [...told].flatMap(([what, tables]) =>
      [...tables].filter((table) => !allowed.includes(table)).map((table) => `${what}: ${table}`),
    )
    expect({ login, leaked }).toEqual({ login, leaked: [] })
    // What nobody was told cannot have broken anything.
    if (allowed.length === 0) expect({ login, failed }).toEqual({ login, failed: [] })
    expect(answered / asked).toBeGreaterThan(0.1)
    expect({ login, rows: await asTheyWere() }).toEqual({ login, rows: before })
    console.info(`${login}: ${asked} requests of ${operations.length} operations, ${answered} answered`)
  }

  // Whoever may see all of it comes upon it by many ways, so that it was there to be told.
  const { told, failed } = await ask({ cookie: cookieOf(), 'x-ioc': '1' })
  expect(told.size + failed.length).toBeGreaterThan(10)
}, 600_000)

const isRead = (method: string) => method === 'GET' || method === 'HEAD'

test('over the socket whoever may not see a tile is told that it is beyond their scope, and nothing it says, now and whenever it changes', async () => {
  const database = await hungYen()
  const { app, url } = await serve(database)
  const units = await loadUnitRegistry(database.db)
  const [unit] = units.children(units.find('hung-yen').id, dayOf(new Date())) as unknown as [{ id: number }]
  const { indicators } = await loadRegistry()
  const [secret, internal] = ['security', 'health'].map((of) => indicators.find(({ domain }) => domain === of)?.id as string)
  const tiles: string[] = (await app.inject('/api/scenes/overview')).json().places.map(({ tile }: { tile: string }) => tile)
  const watch = async (scope: Scope, login: string) => {
    const wall = await openWall(url, ['websocket'], await signedInWithin(database, scope, login))
    await wall.watch([...tiles, 'dossiers.received_today', internal as string, secret as string])
    return wall
  }
  const officer = await watch({ unit: unit.id, domains: null, upTo: 'restricted' }, 'officer')
  const colleague = await watch({ unit: null, domains: null, upTo: 'internal' }, 'colleague')
  const kindOf = (wall: typeof officer, tile: string) => wall.held.get(tile)?.data
  await until('every tile', () => officer.held.size > tiles.length && colleague.held.size > tiles.length)
  // What is open is for everybody; what is not, for whoever may see the whole province.
  expect(kindOf(officer, 'dossiers.received_today')?.kind).toBe('stat')
  expect(kindOf(colleague, 'dossiers.received_today')?.kind).toBe('stat')
  expect(kindOf(officer, internal as string)).toMatchObject({ kind: 'withheld', why: 'scope' })
  expect(kindOf(colleague, internal as string)?.kind).toBe('stat')
  for (const wall of [officer, colleague])
    for (const { data } of wall.received.filter(({ tile }) => tile.startsWith('security.')))
      expect(data).toMatchObject({ kind: 'withheld', why: 'scope' })
  const whole = await (await fetch(`${url}/api/tiles/${secret}`)).json()
  expect(whole.data.kind).not.toBe('withheld')
})
