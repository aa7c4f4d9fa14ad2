import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Database, Unavailable } from '@ioc/sql'
import { readSteps, stepUp } from '@ioc/sql/migrate'
import { expect, inject, test } from 'vitest'
import { blank } from '../support/database.ts'

const HURRIED = { lockMs: 200, tries: 200, pauseMs: 100 }

test('a step whose table is in use lets those who read it go first, and is done once it is free', async () => {
  const database = await withTable()
  const held = await holding(database)
  const done = stepUp(database.db, steps({ '2027-01-01T0000_wider': 'alter table told add column more text' }), HURRIED)
  await hasWaited(database)
  // Behind a step that waited without end they would wait as well.
  for (let read = 0; read < 10; read++) await database.pool.query('select count(*) from told')
  await held.letGo()
  await done
  await database.pool.query('select more from told')
})

test('a step whose table is never free says which it is and who to look for, and changes nothing; those before it stay', async () => {
  const database = await withTable()
  const held = await holding(database)
  const two = {
    '2027-01-01T0000_other': 'create table other ()',
    '2027-01-01T0001_wider': 'create table third (); alter table told add column more text',
  }
  await expect(stepUp(database.db, steps(two), { lockMs: 50, tries: 3, pauseMs: 10 })).rejects.toThrow(Unavailable)
  await expect(stepUp(database.db, steps(two), { lockMs: 50, tries: 3, pauseMs: 10 })).rejects.toThrow(
    /2027-01-01T0001_wider.*pg_stat_activity/,
  )
  await held.letGo()
  const { rows } = await database.pool.query("select to_regclass('other') as other, to_regclass('third') as third")
  expect(rows).toEqual([{ other: 'other', third: null }])
})

test('an index is built while others write, again where it was broken off', async () => {
  const database = await withTable()
  await database.pool.query("insert into told select 'same' from generate_series(1, 2)")
  // Broken off, as by a kill: it is there and holds nothing.
  await database.pool.query('create unique index concurrently told_words on told (words)').catch(() => {})
  await database.pool.query('delete from told where ctid = (select ctid from told limit 1)')
  const text = `-- outside a transaction\ndrop index concurrently if exists told_words;\ncreate unique index concurrently told_words on told (words);\n`
  await stepUp(database.db, steps({ '2027-01-01T0000_index': text }))
  const { rows } = await database.pool.query("select indisvalid from pg_index where indexrelid = 'told_words'::regclass")
  expect(rows).toEqual([{ indisvalid: true }])
})

test('a program older than its tables names the step it does not know, and how they are taken back', async () => {
  const database = await withTable()
  await stepUp(database.db, steps({ '2027-01-01T0000_other': 'create table other ()' }))
  await expect(stepUp(database.db, steps({}))).rejects.toThrow(/2027-01-01T0000_other.*ioc downgrade/)
})

async function withTable(): Promise<Database> {
  const database = await blank()
  await database.pool.query('create table told (words text)')
  return database
}

function steps(texts: Record<string, string>) {
  const folder = mkdtempSync(join(inject('home'), 'steps-'))
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, `${name}.sql`), text)
  return readSteps([folder])
}

/** A report that takes its time over the table. */
async function holding({ pool }: Database): Promise<{ letGo(): Promise<void> }> {
  const client = await pool.connect()
  await client.query('begin; select count(*) from told')
  return {
    async letGo() {
      await client.query('commit')
      client.release()
    },
  }
}

async function hasWaited({ pool }: Database): Promise<void> {
  for (;;) {
    const { rows } = await pool.query(
      "select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
    )
    if (rows.length > 0) return
    await new Promise((done) => setTimeout(done, 10))
  }
}
