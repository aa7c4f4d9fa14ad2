import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Database } from '@ioc/sql'
import { from as copyFrom } from 'pg-copy-streams'
import { csvHouse } from './csv-house.ts'
import { cpuSeconds, dossierAt, median, round, seconds } from './support.ts'

const ROWS = Number(process.env.BENCH_ROWS ?? 100_000)
const PAIRS = 5

/**
 * A CSV file end to end (page stored, parsed, mapped, normalised, upserted, ledger and totals, run counted) ÷ COPY of the same
 * rows into a plain table without index or key. Both in rows a second, limit and product by turns; `cpu_ratio` is the same in processor time.
 */
export async function ingestion(adminUrl: string) {
  const { database, tell, close } = await csvHouse(adminUrl)
  const pairs: { ratio: number; cpuRatio: number; product: number; limit: number }[] = []
  try {
    await database.pool.query('create table plain (like dossier_fact)')
    for (let pair = 0; pair < PAIRS; pair++) {
      const both = async (work: () => Promise<unknown>) => {
        let wall = 0
        const cpu = await cpuSeconds(adminUrl, async () => {
          wall = await seconds(work)
        })
        return { wall, cpu }
      }
      const limit = await both(() => plainCopy(database, pair * ROWS))
      const file = tell.file(pair * ROWS, ROWS)
      const product = await both(() => tell.ingest(file, { inserted: ROWS }))
      pairs.push({
        ratio: limit.wall / product.wall,
        cpuRatio: limit.cpu / product.cpu,
        product: ROWS / product.wall,
        limit: ROWS / limit.wall,
      })
    }
  } finally {
    await close()
  }
  return {
    ratio: round(median(pairs.map((pair) => pair.ratio)), 3),
    cpu_ratio: round(median(pairs.map((pair) => pair.cpuRatio)), 3),
    rows_per_second: Math.round(median(pairs.map((pair) => pair.product))),
    plain_copy_rows_per_second: Math.round(median(pairs.map((pair) => pair.limit))),
    pairs: pairs.map((pair) => round(pair.ratio, 3)),
    rows: ROWS,
  }
}

async function plainCopy(database: Database, first: number): Promise<void> {
  const client = await database.pool.connect()
  try {
    await pipeline(
      Readable.from(copyLines(first)),
      client.query(
        copyFrom(
          'copy plain (feed_id, external_id, source_version, unit_id, deleted, run_id, page_id, place, inserted_by, procedure, field, channel, status, submitted_at, received_at, due_at, finished_at, supplement_count, outcome) from stdin',
        ),
      ),
    )
  } finally {
    client.release()
  }
}

function* copyLines(first: number): Generator<string> {
  for (let start = first; start < first + ROWS; start += 500) {
    let text = ''
    for (let n = start; n < Math.min(start + 500, first + ROWS); n++) {
      const d = dossierAt(n, (i) => i % 118)
      const [received, due, finished] = [d.received_at.toISOString(), d.due_at.toISOString(), d.finished_at.toISOString()]
      text += `1\t${d.external_id}\t${d.source_version}\t${d.unit_id}\tf\t1\t1\t${n}\t1\t${d.procedure}\t${d.field}\t${d.channel}\t${d.status}\t${received}\t${received}\t${due}\t${finished}\t0\t${d.outcome}\n`
    }
    yield text
  }
}
