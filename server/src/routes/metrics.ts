import { type Database, heardProcesses, isGone } from '@ioc/sql'
import type { ObservedProcess } from '@ioc/workers/observing'
import type { FastifyInstance } from 'fastify'
import { AggregatorRegistry, type Registry } from 'prom-client'

/**
 * Prometheus text (METRICS.md): the house, and every process of it by its label `process`, whichever server is asked. Of processes all is read
 * from what they last said of themselves, this one too, which says it now: so no counter ever goes back, be the next answer another server’s.
 */
export function metricsRoutes(app: FastifyInstance, { db }: Database, observed: ObservedProcess, house: Registry): void {
  app.get('/metrics', { config: { permission: 'operations.read' } }, async (_, reply) => {
    await observed.beat()
    const heard = (await heardProcesses(db)).filter((each) => !isGone(each))
    const processes = AggregatorRegistry.aggregate(heard.map(({ metrics }) => metrics.map(asItIs)))
    return reply.type(house.contentType).send(`${await house.metrics()}\n${await processes.metrics()}`)
  })
}

/** Each is of one process: nothing is added up, and nothing left out. */
const asItIs = (metric: unknown) => ({ ...(metric as object), aggregator: 'first' })
