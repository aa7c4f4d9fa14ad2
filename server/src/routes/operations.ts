import type { StatsFs } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import {
  BEAT_EVERY_MS,
  type Database,
  type Db,
  type HeardProcess,
  heardProcesses,
  isGone,
  keyFile,
  REMOVE_EVERY_MS,
  readKeys,
  readOperations,
  rulesInForce,
  SLOW_MS,
  slowOfDatabase,
  together,
  writingNow,
} from '@ioc/sql'
import type { JobQueue } from '@ioc/workers/jobs'
import type { ObservedProcess } from '@ioc/workers/observing'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { OperationsAnswer } from '../../contract/index.ts'
import { depthOf } from '../observing/depth.ts'
import type { Gateway } from '../realtime/gateway.ts'

const SINCE = new Date(Date.now() - performance.now())

/** Of the disk a folder is on, or will be: a server beside a database elsewhere has none of its own yet. */
async function roomAt(folder: string): Promise<StatsFs> {
  return statfs(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' || dirname(folder) === folder) throw error
    return roomAt(dirname(folder))
  })
}

/** How the house keeps: whether it has room, what was backed up, by which keys its secrets are sealed. */
export function operationsRoutes(
  app: FastifyInstance,
  { db }: Database,
  { observed, queue, gateway }: { observed: ObservedProcess; queue: JobQueue; gateway: () => Gateway | undefined },
): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/api/operations',
    {
      config: { permission: 'operations.read' },
      schema: {
        tags: ['operations'],
        summary:
          'Every process with its golden signals, the queue, the ledger’s lag, slow statements; room, backups, keys, and what is removed in time',
        response: { 200: OperationsAnswer },
      },
    },
    async () => {
      await observed.beat()
      const processes = await heardProcesses(db)
      const { database, ledger, audit, backups, keys, runs } = await readOperations(db)
      const { bavail, blocks, bsize } = await roomAt(resolve(process.env.IOC_DATA_DIR || '.'))
      const current = (await readKeys(keyFile()))[0]?.id
      return {
        server: {
          since: SINCE.toISOString(),
          node: process.versions.node,
          memory: process.memoryUsage().rss,
          walls: gateway()?.watchers() ?? 0,
        },
        disk: { free: bavail * bsize, total: blocks * bsize },
        database: { ...database, since: database.since.toISOString() },
        ledger: { ...ledger, at: ledger.at?.toISOString() ?? null },
        writing: await writingNow(db),
        processes: processes.map(asTold),
        heardEveryMs: BEAT_EVERY_MS,
        queue: await depthOf(queue),
        statements: await slowStatements(db, processes),
        audit: { ...audit, at: audit.at?.toISOString() ?? null },
        runs,
        backups: backups.map(({ at, ...backup }) => ({ ...backup, at: at.toISOString() })),
        retention: {
          everyMs: REMOVE_EVERY_MS,
          rules: (await rulesInForce(db)).map(({ last, due, ...rule }) => ({
            ...rule,
            last: last && { ...last, ranAt: last.ranAt.toISOString() },
            due: due?.toISOString() ?? null,
          })),
        },
        keys: keys.map(({ since, ...key }) => ({ ...key, since: since?.toISOString() ?? null, isCurrent: key.id === current })),
      }
    },
  )
}

const asTold = (heard: HeardProcess) => ({
  id: heard.id,
  kind: heard.kind,
  since: heard.startedAt.toISOString(),
  heardAt: heard.heardAt.toISOString(),
  isGone: isGone(heard),
  ...heard.figures,
})

async function slowStatements(db: Db, processes: HeardProcess[]) {
  const counted = await slowOfDatabase(db)
  if (counted)
    return { countedBy: 'database' as const, since: counted.since.toISOString(), slowMs: SLOW_MS, list: counted.statements }
  const living = processes.filter((each) => !isGone(each))
  return { countedBy: 'processes' as const, since: null, slowMs: SLOW_MS, list: together(living.map(({ slow }) => slow)) }
}
