import {
  arrivalOfFeed,
  type Database,
  findFeed,
  loadCalendar,
  loadEscalationPlan,
  NotFound,
  remind,
  tellReminded,
  unitsAsOf,
  whoTold,
} from '@ioc/sql'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { ArrivalAnswer, PunctualityAnswer, RemindAnswer, RemindAsk } from '../../contract/index.ts'
import type { TileContext } from '../tiles/context.ts'

const tags = ['feeds']
const params = z.object({ feed: z.string().max(64) })

/** Who has told what they are to tell through a feed, and who was reminded. */
export function punctualityRoutes(app: FastifyInstance, { db }: Database, { units: known, province }: TileContext): void {
  const api = app.withTypeProvider<ZodTypeProvider>()
  const calendar = loadCalendar(province.key)

  api.get(
    '/api/feeds/:feed/punctuality',
    {
      config: { permission: 'feeds.read' },
      schema: {
        tags,
        summary: 'Who has told what they are to tell, for the newest periods that are over; those who owe most first',
        params,
        querystring: z.object({
          measure: z.string().max(128).optional().describe('One of what the feed expects; the first of it where left out'),
          periods: z.coerce.number().int().min(1).max(60).default(12),
        }),
        response: { 200: PunctualityAnswer },
      },
    },
    async ({ params, query }) => {
      const { id, spec } = await findFeed(db, params.feed)
      const units = await unitsAsOf(db, known, null)
      const expected = spec.expects.find(({ measure }) => query.measure === undefined || measure === query.measure)
      if (!expected) {
        const known = spec.expects.map(({ measure }) => measure).join(', ')
        throw new NotFound(
          known
            ? {
                vi: `Nguồn «${spec.title.vi}» không chờ báo cáo «${query.measure}». Có: ${known}.`,
                en: `The feed «${spec.title.en}» does not wait for «${query.measure}». It does for: ${known}.`,
              }
            : {
                vi: `Nguồn «${spec.title.vi}» không chờ báo cáo định kỳ của đơn vị nào. Khai ai phải báo cáo, kỳ nào, hạn nào ở «Phiên bản», bước «Lịch và cam kết».`,
                en: `The feed «${spec.title.en}» waits for no unit’s reports. Say who is to report, how often and by when at “Versions”, step “Schedule and promise”.`,
              },
        )
      }
      const told = await whoTold(db, units, calendar, {
        feedId: id,
        expectation: expected,
        under: province.unitId,
        count: query.periods,
        now: new Date(),
      })
      return {
        feed: spec.id,
        title: spec.title,
        expects: spec.expects,
        expected,
        periods: told.periods,
        rows: told.rows.map(({ unit: { key, name }, tellings }) => ({
          key,
          name,
          tellings: tellings.map(({ at, reminded, ...telling }) => ({
            ...telling,
            at: at?.toISOString() ?? null,
            reminded: reminded && { ...reminded, at: reminded.at.toISOString() },
          })),
        })),
        profile: told.profile,
      }
    },
  )

  api.get(
    '/api/feeds/:feed/arrival',
    {
      config: { permission: 'feeds.read' },
      schema: {
        tags,
        summary: 'How late the figures of a feed come, by what it told by itself in the last 30 days',
        params,
        response: { 200: ArrivalAnswer },
      },
    },
    async ({ params }) => arrivalOfFeed(db, (await findFeed(db, params.feed)).id),
  )

  api.post(
    '/api/feeds/:feed/reminders',
    {
      config: { permission: 'feeds.run' },
      schema: {
        tags,
        summary: 'Reminds units of what they have not told, and tells how many of them have nobody who can be told',
        params,
        body: RemindAsk,
        response: { 201: RemindAnswer },
      },
    },
    async ({ params, body: { units: keys, ...ask } }, reply) => {
      const { id, spec } = await findFeed(db, params.feed)
      const units = await unitsAsOf(db, known, null)
      const reminders = [...new Set(keys)].map((unit) => ({ ...ask, unit }))
      await remind(db, units, id, reminders)
      return reply.code(201).send({
        reminded: reminders.length,
        unreached: await tellReminded(db, loadEscalationPlan(province.key), units, spec, reminders),
      })
    },
  )
}
