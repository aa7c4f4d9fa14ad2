import { loadUnitRegistry, openDatabase, type Scope, seeingAs, type UnitRegistry } from '@ioc/sql'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { hungYen } from '../support/database.ts'
import { type Guarded, scatter } from './scattered.ts'

// What PostgreSQL itself gives whoever asks within a scope, whatever the server forgot.

const CLASSES = ['open', 'internal', 'restricted'] as const
const DOMAINS = ['dossiers', 'health', 'security', 'population', 'budget']
/** By each of 34 tables. */
const SCOPES = 340

/** Units of every kind: the province and the one it took in, districts that are no more, communes that stand and those they were made of. */
function someUnits(units: UnitRegistry): number[] {
  const kinds = new Map<string, number[]>()
  for (const { kind, valid_to, id } of units.all) {
    const key = `${kind} ${valid_to === null}`
    kinds.set(key, [...(kinds.get(key) ?? []), id])
  }
  const made = units.all.filter(({ id, valid_to }) => valid_to === null && units.predecessorsOf(id).length > 1).slice(0, 3)
  const before = made.flatMap(({ id }) => units.predecessorsOf(id).map(({ unit }) => unit.id))
  return [...new Set([...[...kinds.values()].flatMap((ids) => ids.slice(0, 2)), ...made.map(({ id }) => id), ...before])]
}

/** The unit, all below it and all it came from, walked upwards from each unit rather than down from the one. */
function isWithin(units: UnitRegistry, root: number, id: number, met = new Set<number>()): boolean {
  if (id === root) return true
  if (met.has(id)) return false
  met.add(id)
  const { parent_id } = units.get(id)
  const above = [...(parent_id === null ? [] : [parent_id]), ...units.successorsOf(id).map(({ unit }) => unit.id)]
  return above.some((each) => isWithin(units, root, each, met))
}

/** Tries to change a row and to add another like it; answers what it came to where that was anything but nothing. */
const OUT_OF_REACH = `
  create function out_of_reach(of_table text, of_row text, copy text) returns text language plpgsql as $$
  declare
    changed integer;
    named text := (select attname from pg_attribute where attrelid = of_table::regclass and attnum > 0 and attidentity = '' order by attnum limit 1);
  begin
    begin
      execute format('update %1$I set %2$I = %2$I where ctid = $1::tid', of_table, named) using of_row;
      get diagnostics changed = row_count;
      if changed > 0 then return of_table || ' was changed'; end if;
    exception when raise_exception then
      if sqlerrm not like '%append-only%' then return of_table || ': ' || sqlerrm; end if;
    end;
    -- What the house tells somebody may be written by whoever sets it going.
    if of_table = 'message' then return null; end if;
    begin
      execute format('insert into %1$I overriding system value select * from jsonb_populate_record(null::%1$I, $1::jsonb)', of_table) using copy;
      return of_table || ' was added to';
    exception when insufficient_privilege then
      return null;
    end;
  end $$`

test('within a scope a connection sees the rows it is of and no other, changes no other, and adds no other: 340 scopes, 34 tables', async () => {
  const database = await hungYen()
  const units = await loadUnitRegistry(database.db)
  const some = someUnits(units)
  const subjects = some.map((unit, place) => ({ unit, domain: DOMAINS[place % DOMAINS.length] as string }))
  const rows = await scatter(database, subjects)
  const classes = new Map(
    (await database.pool.query('select id, classification from domain')).rows.map(({ id, classification }) => [
      id,
      classification,
    ]),
  )
  const { rows: policies } = await database.pool.query(`select tablename from pg_policies where schemaname = 'public' order by 1`)
  const tables = [...new Set(rows.map(({ table }) => table))].sort()
  // None is guarded that is not tried; those of facts are alike and are tried by what reads them.
  expect(policies.map(({ tablename }) => tablename).filter((name) => name === 'former_fact' || !name.endsWith('_fact'))).toEqual(
    tables,
  )

  const sees = ({ unit, domains, upTo }: Scope, row: Guarded): boolean => {
    const reaches = (classification: string) => CLASSES.indexOf(classification as never) <= CLASSES.indexOf(upTo)
    const own = row.classification ?? (row.domain === null ? 'internal' : (classes.get(row.domain) as string))
    if (row.isFigure && own === 'open') return true
    // Of an open domain the figures are open, and nothing else; a report that was made says itself for whom it is.
    if (!reaches(own) || (row.classification === undefined && !reaches('internal'))) return false
    if (row.isOfAll ? domains !== null : row.domain !== null && domains !== null && !domains.includes(row.domain)) return false
    if (unit === null) return true
    return (row.units ?? []).some((id) => isWithin(units, unit, id))
  }
  await database.pool.query(OUT_OF_REACH)
  const copies = new Map<Guarded, string>()
  for (const row of rows) {
    const copy = await database.pool.query(`select to_jsonb(t)::text as row from ${row.table} t where ctid = $1::tid`, [row.row])
    copies.set(row, copy.rows[0].row)
  }
  const within = openDatabase(database.url, 1)
  onTestFinished(() => within.close())
  const everywhere = tables.map((table) => `select '${table}' as table, ctid::text as row from ${table}`).join(' union all ')
  const isOurs = new Set(rows.map(({ table, row }) => `${table} ${row}`))
  let [cases, tries] = [0, 0]
  const scopes = fc.record({
    unit: fc.option(fc.constantFrom(...some), { freq: 4 }),
    domains: fc.option(fc.uniqueArray(fc.constantFrom(...DOMAINS), { minLength: 1 })),
    upTo: fc.constantFrom(...CLASSES),
  })
  await fc.assert(
    fc.asyncProperty(scopes, async (scope) => {
      const found = await seeingAs(scope, () => within.pool.query(everywhere))
      const seen = found.rows.map((each) => `${each.table} ${each.row}`).filter((row) => isOurs.has(row))
      const wanted = rows.filter((row) => sees(scope, row)).map(({ table, row }) => `${table} ${row}`)
      expect(seen.sort()).toEqual(wanted.sort())
      cases += tables.length
      // One of each table, where any is out of reach.
      const hidden = tables.flatMap((table) => rows.find((row) => row.table === table && !sees(scope, row)) ?? [])
      const asked = [hidden.map(({ table }) => table), hidden.map(({ row }) => row), hidden.map((row) => copies.get(row))]
      const tried = await seeingAs(scope, () =>
        within.pool.query(
          'select out_of_reach(t, r, c) as done from unnest($1::text[], $2::text[], $3::text[]) as each (t, r, c)',
          asked,
        ),
      )
      expect(tried.rows.flatMap(({ done }) => done ?? [])).toEqual([])
      tries += 2 * hidden.length
    }),
    { numRuns: SCOPES },
  )
  expect(cases).toBeGreaterThanOrEqual(10_000)
  console.info(
    `${cases} cases of a scope and a table, ${tries} tries to write out of reach, ${rows.length} rows in ${tables.length} tables`,
  )
})

test('a connection that asks for somebody of whom no scope is said sees no row of any of them', async () => {
  const database = await hungYen()
  const units = await loadUnitRegistry(database.db)
  const rows = await scatter(database, [{ unit: units.find('hung-yen').id, domain: 'dossiers' }])
  const client = await database.pool.connect()
  await client.query('set role ioc_viewer')
  for (const table of new Set(rows.map((row) => row.table)))
    expect((await client.query(`select from ${table}`)).rowCount, table).toBe(0)
  client.release(true)
})

test('two who wait for one connection are each given what is theirs, whoever gives it back', async () => {
  const database = await hungYen()
  const units = await loadUnitRegistry(database.db)
  await scatter(database, [{ unit: units.find('hung-yen').id, domain: 'dossiers' }])
  const one = openDatabase(database.url, 1)
  onTestFinished(() => one.close())
  const scopes: (Scope | null)[] = [null, { unit: 1_000_000, domains: null, upTo: 'restricted' }]
  const count = (scope: Scope | null) => {
    const ask = () => one.pool.query('select count(*)::int as n from alert').then(({ rows }) => rows[0].n)
    return scope ? seeingAs(scope, ask) : ask()
  }
  const asked = Array.from({ length: 200 }, (_, n) => scopes[n % 2] as Scope | null)
  expect(await Promise.all(asked.map(count))).toEqual(asked.map((scope) => (scope ? 0 : 1)))
})
