import type { FastifyInstance, FastifyReply } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { OpenCatalogue, OpenDatasetAnswer, writeCsv } from '../../contract/index.ts'
import { openCatalogue, openDataset } from '../open-data/datasets.ts'
import { COLUMNS, packageOf, tableOf } from '../open-data/package.ts'
import type { TileContext } from '../tiles/context.ts'

const tags = ['open data']
const params = z.object({ id: z.string().max(128) })
/** It says nothing that is not for anybody. */
const config = { visitors: true }

/** What is for anybody: the figures marked open, each with its table and what that means. Nothing else is answered under this address. */
export function openDataRoutes(app: FastifyInstance, context: TileContext): void {
  const api = app.withTypeProvider<ZodTypeProvider>()

  api.get(
    '/api/open',
    { config, schema: { tags, summary: 'Every figure that is marked open', response: { 200: OpenCatalogue } } },
    async (_, reply) => {
      anybody(reply)
      return openCatalogue(context)
    },
  )

  api.get(
    '/api/open/:id',
    { config, schema: { tags, summary: 'One of them, whole', params, response: { 200: OpenDatasetAnswer } } },
    async (request, reply) => {
      anybody(reply)
      return openDataset(context, request.params.id)
    },
  )

  api.get(
    '/api/open/:id/data.csv',
    { config, schema: { tags, summary: 'Its table, as CSV', params } },
    async (request, reply) => {
      const dataset = await openDataset(context, request.params.id)
      anybody(reply)
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${dataset.id.replace(/[^\w.-]+/g, '')}.csv"`)
      return writeCsv(COLUMNS, tableOf(dataset))
    },
  )

  api.get(
    '/api/open/:id/datapackage.json',
    { config, schema: { tags, summary: 'What its table means, as a Data Package with a Table Schema', params } },
    async (request, reply) => {
      anybody(reply)
      return packageOf(await openDataset(context, request.params.id))
    },
  )
}

/** A page of anybody’s may ask, too, and what was asked a minute ago is good enough. */
const anybody = (reply: FastifyReply): FastifyReply =>
  reply.header('access-control-allow-origin', '*').header('cache-control', 'public, max-age=60')
