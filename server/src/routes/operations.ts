import { statfs } from 'node:fs/promises'
import { type Database, keyFile, REMOVE_EVERY_MS, readKeys, readOperations, rulesInForce } from '@ioc/sql'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { OperationsAnswer } from '../../contract/index.ts'
import type { Gateway } from '../realtime/gateway.ts'

const SINCE = new Date(Date.now() - performance.now())

/** How the house keeps: whether it has room, what was backed up, by which keys its secrets are sealed. */
export function operationsRoutes(app: FastifyInstance, { db }: Database, gateway: () => Gateway | undefined): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/api/operations',
    {
      config: { permission: 'operations.read' },
      schema: {
        tags: ['operations'],
        summary: 'Room, backups, keys, what is at work, and what is removed once its time is over',
        response: { 200: OperationsAnswer },
      },
    },
    async () => {
      const { database, ledger, audit, backups, keys, runs } = await readOperations(db)
      const { bavail, blocks, bsize } = await statfs(process.env.IOC_DATA_DIR || '.')
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
