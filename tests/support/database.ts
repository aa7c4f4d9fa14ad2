import { randomBytes } from 'node:crypto'
import { type Database, openDatabase } from '@ioc/sql'
import pg from 'pg'
import { inject, onTestFinished } from 'vitest'
import { EMPTY_TEMPLATE, TEMPLATE } from './global-setup.ts'

/** A database of the test's own, configured for Hưng Yên, gone when the test is over. */
export function hungYen(): Promise<Database> {
  return clone(TEMPLATE)
}

/** The same with tables and no province. */
export function bare(): Promise<Database> {
  return clone(EMPTY_TEMPLATE)
}

/** One with nothing in it at all. */
export function blank(): Promise<Database> {
  return clone('template0')
}

/** A clone the caller drops, for what outlives one test. */
export async function cloneOf(template: string): Promise<{ database: Database; drop(): Promise<void> }> {
  const adminUrl = inject('adminUrl')
  const name = `t_${randomBytes(6).toString('hex')}`
  // Copied as files: through the log, as one that must survive, it takes three times as long.
  await asAdmin(adminUrl, `create database ${name} template ${template} strategy file_copy`)
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  const database = openDatabase(url.href)
  return {
    database,
    async drop() {
      await database.close().catch(() => {})
      await asAdmin(adminUrl, `drop database ${name} with (force)`)
    },
  }
}

async function clone(template: string): Promise<Database> {
  const { database, drop } = await cloneOf(template)
  onTestFinished(drop)
  return database
}

async function asAdmin(connectionString: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
