import { openPage, type PageOfFeed, pagesOfFeed, Reprocess, startRun } from '@ioc/sql'
import { asHeldBefore, type HeldBefore } from './as-held-before.ts'
import { closing, type IngestSummary } from './close-run.ts'
import { judgeByHistory } from './judge-by-history.ts'
import { BATCH_RECORDS, noteBroken, type Road } from './road.ts'
import { RunLog } from './run-log.ts'
import { sortRecords } from './sort-records.ts'

export interface ReprocessOptions {
  askedBy: string | null
  stop?: AbortController
  ending: AbortSignal
}

/**
 * Reads every stored page of a feed again by its present configuration and makes its facts what they would be had they been
 * read so from the first; the source is not asked. What changes is a revision in the ledger like any other.
 */
export async function reprocess(
  opened: Road,
  { askedBy, ending, stop = new AbortController() }: ReprocessOptions,
): Promise<IngestSummary> {
  const road = { ...opened, knownBySource: false, log: new RunLog(), signal: AbortSignal.any([ending, stop.signal]) }
  const { db, pool } = road.database
  const run = await startRun(db, road.feed, 'reprocess', { askedBy })
  return closing(road, run, stop, async () => {
    const client = await pool.connect()
    const aside = await Reprocess.open(client, road.kind, { feedId: road.feed.id, runId: run })
    try {
      const known = new Set<string>()
      await readNew(road, run, aside, known)
      const letGo = await aside.lockFacts()
      try {
        // What came in meanwhile; nothing more comes now.
        await readNew(road, run, aside, known)
        const signed = await aside.apply((left) => {
          if (left > 0) road.log.note('applying', { left })
          road.signal.throwIfAborted()
        })
        if (signed > 0) road.log.note('signed', { rows: signed })
        return 'done'
      } finally {
        await letGo()
      }
    } finally {
      // A connection that broke has taken all of it along.
      await aside.close().catch(() => {})
      client.release()
    }
  })
}

/** As much of each page as was taken in: what was held back whole, or lies behind a break, stays out. */
async function readNew(road: Road, run: number, aside: Reprocess, known: Set<string>): Promise<void> {
  const heldBefore = await asHeldBefore(road)
  for (const page of await pagesOfFeed(road.database.db, road.feed.id)) {
    const telling = `${page.id} ${page.heardAt.getTime()} ${page.taken}`
    if (known.has(telling)) continue
    known.add(telling)
    // What a person mended is looked at already.
    await readPage(road, run, aside, page, page.isCorrection ? () => null : heldBefore)
  }
}

async function readPage(road: Road, run: number, aside: Reprocess, page: PageOfFeed, heldBefore: HeldBefore): Promise<void> {
  const source = { body: openPage(road.database, page.id), name: page.name, isCorrection: page.isCorrection, most: page.taken }
  // What only warns is asked of history again; what holds was asked when the rows came.
  const warning = {
    ...road,
    rules: { ...road.rules, history: road.rules.history.filter(({ rule }) => rule.severity === 'warn') },
  }
  let read = 0
  for await (const { last: _, upTo: __, ...records } of sortRecords(road, { receivedAt: page.toldAt }, source, BATCH_RECORDS)) {
    road.signal?.throwIfAborted()
    read += records.read
    const judge = page.isCorrection ? null : await judgeByHistory(warning, road.feed.id, records.facts)
    const outcomes = records.facts.map((fact) => ({ fact: judge ? (judge(fact) as typeof fact) : fact, held: heldBefore(fact) }))
    const facts = outcomes.flatMap(({ fact, held }) => (held ? [] : [fact]))
    const held = [...records.held, ...outcomes.flatMap(({ held }) => held ?? [])]
    await aside.setAside(
      { ...road.broken.keep({ ...records, held }), facts, feedId: road.feed.id, runId: run, pageId: page.id },
      page.heardAt,
    )
  }
  road.log?.note('read_again', { name: page.name, read })
  noteBroken(road, page.name)
}
