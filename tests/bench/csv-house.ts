import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Database, findFeed } from '@ioc/sql'
import { ingest, pageFromFile } from '@ioc/workers/testing'
import { dossierAt, freshDatabase } from './support.ts'

const FEED = {
  id: 'bench',
  title: { vi: 'Đo', en: 'Bench' },
  domain: 'dossiers',
  kind: 'dossier',
  connector: 'file',
  settings: {},
  format: { kind: 'csv' },
  zone: 'Asia/Ho_Chi_Minh',
  promise: 3600,
  owner: 'bench',
  map: {
    code: 'code',
    unit: 'unit',
    status: { const: 'returned' },
    procedure: 'procedure',
    field: 'field',
    channel: 'channel',
    received_at: { from: 'received_at', as: 'instant', format: 'iso' },
    due_at: { from: 'due_at', as: 'instant', format: 'iso' },
    finished_at: { from: 'finished_at', as: 'instant', format: 'iso' },
  },
}

interface CsvHouse {
  database: Database
  tell: {
    /** A file of the dossiers from `first` on; `finishedAfter`: told otherwise, each ended so many hours later. */
    file(first: number, rows: number, finishedAfter?: number): string
    /** Throws where it did not come to what was expected. */
    ingest(file: string, expected: { inserted?: number; updated?: number }): Promise<void>
  }
  close(): Promise<void>
}

/** A fresh house with a feed of dossiers that come in CSV files. */
export async function csvHouse(adminUrl: string): Promise<CsvHouse> {
  const database = await freshDatabase(adminUrl)
  const folder = mkdtempSync(join(tmpdir(), 'ioc-bench-rows-'))
  await database.pool.query('insert into feed (key, version, spec) values ($1, 1, $2)', [FEED.id, JSON.stringify(FEED)])
  const { rows } = await database.pool.query("select key from unit where kind = 'commune' order by id")
  const units: string[] = rows.map(({ key }) => key)
  let files = 0
  return {
    database,
    tell: {
      file(first, rows, finishedAfter = 0) {
        const file = join(folder, `${files++}.csv`)
        writeFileSync(file, csvOf({ first, rows, finishedAfter }, units))
        return file
      },
      async ingest(file, expected) {
        const feed = await findFeed(database.db, FEED.id)
        const pages = (async function* () {
          yield await pageFromFile(file)
        })()
        const summary = await ingest(database, feed, pages, { trigger: 'command', keepCursor: false })
        const { inserted, updated } = summary
        for (const [name, rows] of Object.entries(expected))
          if ({ inserted, updated }[name] !== rows)
            throw new Error(`the bench expected ${rows} rows ${name}: ${JSON.stringify(summary)}`)
      },
    },
    async close() {
      await database.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const HOUR_MS = 3_600_000

function csvOf({ first, rows, finishedAfter }: { first: number; rows: number; finishedAfter: number }, units: string[]): string {
  let text = 'code,unit,procedure,field,channel,received_at,due_at,finished_at\n'
  for (let n = first; n < first + rows; n++) {
    const d = dossierAt(n, () => 0)
    const finished = new Date(d.finished_at.getTime() + finishedAfter * HOUR_MS)
    text += `${d.external_id},${units[n % units.length]},${d.procedure},${d.field},${d.channel},${d.received_at.toISOString()},${d.due_at.toISOString()},${finished.toISOString()}\n`
  }
  return text
}
