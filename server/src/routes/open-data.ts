import { OPEN, type StoppableDatabase, seeingAs } from '@ioc/sql'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { OpenCatalogue, OpenDatasetAnswer, writeCsv } from '../../contract/index.ts'
import { askOpen, openCatalogue, openDataset } from '../open-data/datasets.ts'
import { COLUMNS, packageOf, tableOf } from '../open-data/package.ts'
import { SharedAnswers } from '../open-data/shared.ts'
import { dependsOn, isHeld, sharedTag } from '../plugins/cache.ts'
import type { TileContext } from '../tiles/context.ts'

const tags = ['open data']
const params = z.object({ id: z.string().max(128) })
/** It says nothing that is not for anybody. */
const config = { permission: 'anyone', visitors: true } as const
/** Whoever hangs up stops no answer that others wait for. */
const NEVER = new AbortController().signal

interface Form {
  name: string
  of(answer: OpenDatasetAnswer): string
}
const CSV: Form = { name: 'csv', of: (answer) => writeCsv(COLUMNS, tableOf(answer)) }
const PACKAGE: Form = { name: 'package', of: (answer) => JSON.stringify(packageOf(answer)) }

/** What is for anybody: the figures marked open, each with its table and what that means. Nothing else is answered under this address. */
export function openDataRoutes(app: FastifyInstance, context: TileContext & { database: StoppableDatabase }): void {
  const api = app.withTypeProvider<ZodTypeProvider>()
  const { database } = context
  const shared = new SharedAnswers()

  /** Worked out as nobody in particular is told it, whoever asks first. */
  const forEverybody = <T>(work: () => Promise<T>): Promise<T> =>
    new Promise((done, fail) => database.during(NEVER, () => seeingAs(OPEN, work).then(done, fail)))

  /** Says one of them whole, or in a form made of that; kept until something it rests on changes. Null where whoever asks holds it already. */
  async function say(request: FastifyRequest, reply: FastifyReply, id: string, form?: Form): Promise<string | null> {
    const question = await askOpen(context, id)
    const tag = await sharedTag(database.db, request, id, dependsOn(question))
    anybody(reply).header('etag', tag)
    if (isHeld(tag, request)) {
      reply.code(304)
      return null
    }
    const make = () => forEverybody(async () => JSON.stringify(OpenDatasetAnswer.parse(await openDataset(context, question))))
    const whole = () => shared.of(id, tag, make)
    return form ? shared.of(`${id} ${form.name}`, tag, async () => form.of(JSON.parse(await whole()))) : whole()
  }

  api.get(
    '/api/open',
    {
      config: { ...config, tagged: true },
      schema: { tags, summary: 'Every figure that is marked open', response: { 200: OpenCatalogue } },
    },
    async (_, reply) => {
      anybody(reply)
      return openCatalogue(context)
    },
  )

  api.get(
    '/api/open/:id',
    {
      config,
      schema: { tags, summary: 'One of them, whole', params, response: { 200: OpenDatasetAnswer } },
    },
    async (request, reply) => {
      const text = await say(request, reply, request.params.id)
      // It is a text already, in the shape of the contract.
      return reply
        .type('application/json; charset=utf-8')
        .serializer((said) => said as string)
        .send(text as never)
    },
  )

  api.get(
    '/api/open/:id/data.csv',
    { config: { ...config, rate: 'file' }, schema: { tags, summary: 'Its table, as CSV', params } },
    async (request, reply) => {
      const { id } = request.params
      const text = await say(request, reply, id, CSV)
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${id.replace(/[^\w.-]+/g, '')}.csv"`)
        .send(text)
    },
  )

  api.get(
    '/api/open/:id/datapackage.json',
    {
      config,
      schema: { tags, summary: 'What its table means, as a Data Package with a Table Schema', params },
    },
    async (request, reply) => {
      const { id } = request.params
      const text = await say(request, reply, id, PACKAGE)
      return reply.type('application/json; charset=utf-8').send(text)
    },
  )
}

/** A page of anybody’s may ask, too, and what was asked a minute ago is good enough. */
const anybody = (reply: FastifyReply): FastifyReply =>
  reply.header('access-control-allow-origin', '*').header('cache-control', 'public, max-age=60')
