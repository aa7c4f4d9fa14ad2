import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Database } from '@ioc/sql'
import { from as copyFrom } from 'pg-copy-streams'
import { csvHouse } from './csv-house.ts'
import { cpuSeconds, dossierAt, median, round, seconds } from './support.ts'

const ROWS = Number(process.env.BENCH_ROWS ?? 100_000)
const ROUNDS = 5

/**
 * A CSV file end to end (page stored, parsed, mapped, normalised, upserted, ledger and totals, run counted) ÷ COPY of the same
 * rows into a table of its facts with every index and no trigger (`indexed`, G1), and into a plain one without index or key (`plain`, G2), by
 * turns; `…_cpu` is the same in processor time.
 */
export async function ingestion(adminUrl: string) {
  const { database, tell, close } = await csvHouse(adminUrl)
  const rounds: Record<'product' | Limit, Cost>[] = []
  try {
    await database.pool.query('create table plain (like dossier_fact); create table indexed (like dossier_fact including all)')
    for (let round = 0; round < ROUNDS; round++) {
      const first = round * ROWS
      const plain = await costOf(adminUrl, () => copyInto('plain', database, first))
      const indexed = await costOf(adminUrl, () => copyInto('indexed', database, first))
      const file = tell.file(first, ROWS)
      rounds.push({ plain, indexed, product: await costOf(adminUrl, () => tell.ingest(file, { inserted: ROWS })) })
    }
  } finally {
    await close()
  }
  const ratio = (to: Limit, of: keyof Cost) => round(median(rounds.map((each) => each[to][of] / each.product[of])), 3)
  const perSecond = (of: 'product' | Limit) => Math.round(ROWS / median(rounds.map((each) => each[of].wall)))
  return {
    indexed: ratio('indexed', 'wall'),
    indexed_cpu: ratio('indexed', 'cpu'),
    plain: ratio('plain', 'wall'),
    plain_cpu: ratio('plain', 'cpu'),
    rows_per_second: { product: perSecond('product'), indexed: perSecond('indexed'), plain: perSecond('plain') },
    rows: ROWS,
  }
}

type Limit = 'plain' | 'indexed'

/** Seconds: by the clock, and of the processors. */
interface Cost {
  wall: number
  cpu: number
}

async function costOf(adminUrl: string, work: () => Promise<unknown>): Promise<Cost> {
  let wall = 0
  const cpu = await cpuSeconds(adminUrl, async () => {
    wall = await seconds(work)
  })
  return { wall, cpu }
}

async function copyInto(table: Limit, database: Database, first: number): Promise<void> {
  const client = await database.pool.connect()
  try {
    await pipeline(
      Readable.from(copyLines(first)),
      client.query(
        copyFrom(
          `copy ${table} (feed_id, external_id, source_version, unit_id, deleted, run_id, page_id, place, inserted_by, procedure, field, channel, status, submitted_at, received_at, due_at, finished_at, supplement_count, outcome) from stdin`,
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
