import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import {
  findBoundaries,
  type BoundarySet as Kept,
  keepBoundaries,
  listBoundaries,
  mappedUnits,
  NotFound,
  putInForce,
  readTopology,
  Unavailable,
  unitsAsOf,
  unitsToMatch,
  withdrawBoundaries,
} from '@ioc/sql'
import { prepareApart } from '@ioc/workers/boundaries'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { BoundariesAnswer, BoundarySet, LoadAsk, WithdrawAsk } from '../../contract/index.ts'
import type { TileContext } from '../tiles/context.ts'
import { takeRawBodies } from './raw-body.ts'
import { blankFile, spool, tooLong, UPLOAD_BOUNDS } from './spool.ts'

const tags = ['boundaries']
const ONE_YEAR_SECONDS = 365 * 24 * 3_600
/** Files that are prepared at once: each takes a processor and up to two gigabytes. */
const AT_ONCE = 1
const RETRY_AFTER_SECONDS = 20

/** The outlines of units: a file is looked at, put in force for days from one on, and withdrawn. */
export function boundaryRoutes(app: FastifyInstance, context: TileContext): void {
  const { db } = context.database
  const { unitId } = context.province
  const api = app.withTypeProvider<ZodTypeProvider>()
  const params = z.object({ set: z.coerce.number().int().positive() })
  let underWay = 0

  api.get(
    '/api/boundaries',
    {
      config: { permission: 'figures.read' },
      schema: {
        tags,
        summary: 'Every set of boundaries that was put in force, and since when the map of units is which',
        response: { 200: BoundariesAnswer },
      },
    },
    async () => {
      const units = await unitsAsOf(db, context.units, null)
      const days = [...new Set(units.all.filter(({ kind }) => kind === 'commune').map(({ valid_from }) => valid_from))]
        .sort()
        .reverse()
      return {
        sets: (await listBoundaries(db)).map(describe),
        days: days.map((from) => ({ from, units: mappedUnits(units, unitId, from).length })).filter((day) => day.units > 0),
      }
    },
  )

  api.get(
    '/api/boundaries/:set',
    {
      config: { permission: 'figures.read' },
      schema: { tags, summary: 'One set, looked at or in force', params, response: { 200: BoundarySet } },
    },
    async ({ params: { set } }) => describe(await findBoundaries(db, set)),
  )

  // What is asked for by its own fingerprint never changes.
  api.get(
    '/api/boundaries/drawn/:sha256',
    {
      config: { permission: 'figures.read', visitors: true },
      schema: {
        tags,
        summary: 'The outlines as TopoJSON: object `units`, ids are keys',
        params: z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
      },
    },
    async ({ params: { sha256 }, headers }, reply) => {
      const tag = `"${sha256}"`
      const topology = await readTopology(db, sha256)
      if (topology === null) throw new NotFound({ vi: 'Không có bộ ranh giới này.', en: 'There is no such set of boundaries.' })
      reply.header('etag', tag).header('cache-control', `public, max-age=${ONE_YEAR_SECONDS}, immutable`)
      if (headers['if-none-match']?.includes(tag)) return reply.code(304).send()
      return reply.type('application/json; charset=utf-8').send(topology)
    },
  )

  app.register(async (scope) => {
    takeRawBodies(scope, UPLOAD_BOUNDS.silentMs)
    scope.withTypeProvider<ZodTypeProvider>().put(
      '/api/boundaries/files/:name',
      {
        config: { permission: 'boundaries.write', rate: 'file' },
        schema: {
          tags,
          summary: 'Reads a file of boundaries and says what it would draw; nothing is drawn by it yet',
          params: z.object({
            name: z
              .string()
              .min(1)
              .max(255)
              .regex(/^\P{Cc}+$/u, 'Tên tệp có ký tự điều khiển. Đổi tên tệp rồi gửi lại.'),
          }),
          querystring: z.object({ validFrom: z.iso.date('Ghi ngày theo dạng năm-tháng-ngày, ví dụ 2026-03-01.') }),
          response: { 200: BoundarySet },
        },
      },
      async ({ params: { name }, query: { validFrom }, body, headers }, reply) => {
        if (!body) throw blankFile()
        if (Number(headers['content-length']) > UPLOAD_BOUNDS.maxBytes) throw tooLong(UPLOAD_BOUNDS.maxBytes)
        if (underWay >= AT_ONCE) {
          reply.header('retry-after', RETRY_AFTER_SECONDS)
          throw new Unavailable({
            vi: `Đang đọc một tệp ranh giới khác. Gửi lại sau ${RETRY_AFTER_SECONDS} giây.`,
            en: `Another file of boundaries is being read. Send again in ${RETRY_AFTER_SECONDS} seconds.`,
          })
        }
        underWay++
        try {
          const spooled = await spool(body as Readable, UPLOAD_BOUNDS)
          try {
            return describe(await look(name, validFrom, spooled.path))
          } finally {
            await spooled.remove()
          }
        } finally {
          underWay--
        }
      },
    )
  })

  async function look(fileName: string, validFrom: string, path: string): Promise<Kept> {
    const units = mappedUnits(await unitsAsOf(db, context.units, null), unitId, validFrom)
    const prepared = await prepareApart({ path, units: await unitsToMatch(db, units) })
    return keepBoundaries(db, { validFrom, units, fileName, fileSha256: await fingerprint(path), ...prepared })
  }

  api.post(
    '/api/boundaries/:set/load',
    {
      config: { permission: 'boundaries.write' },
      schema: { tags, summary: 'Puts a set that was looked at in force', params, body: LoadAsk, response: { 200: BoundarySet } },
    },
    async ({ params: { set }, body }) => describe(await putInForce(db, set, body)),
  )

  api.post(
    '/api/boundaries/:set/withdraw',
    {
      config: { permission: 'boundaries.write' },
      schema: {
        tags,
        summary: 'Withdraws a set: the one before it is drawn, or the cartogram',
        params,
        body: WithdrawAsk,
        response: { 200: BoundarySet },
      },
    },
    async ({ params: { set }, body }) => describe(await withdrawBoundaries(db, set, body)),
  )
}

async function fingerprint(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk)
  return hash.digest('hex')
}

function describe({ lookedAt, loadedAt, withdrawnAt, ...set }: Kept): BoundarySet {
  return {
    ...set,
    lookedAt: lookedAt.toISOString(),
    loadedAt: loadedAt?.toISOString() ?? null,
    withdrawnAt: withdrawnAt?.toISOString() ?? null,
  }
}
