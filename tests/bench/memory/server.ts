import type { AddressInfo } from 'node:net'
import { buildApp } from '@ioc/server/testing'
import { openDatabase } from '@ioc/sql'
import { pino } from 'pino'
import { HURRIED } from '../../support/hurried.ts'

// One server, which says what it weighs once all that nobody needs is gone.

const [, , databaseUrl = ''] = process.argv
const app = await buildApp(openDatabase(databaseUrl), pino({ level: 'silent' }), { rates: HURRIED })
await app.listen({ port: 0, host: '127.0.0.1' })
process.on('message', () => {
  for (let round = 0; round < 3; round++) gc?.()
  const { heapUsed, external, rss } = process.memoryUsage()
  process.send?.({ held: heapUsed + external, rss })
})
process.once('disconnect', () => process.exit())
process.send?.({ port: (app.server.address() as AddressInfo).port })
