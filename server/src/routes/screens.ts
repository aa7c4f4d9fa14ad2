import {
  type FoundScreen,
  findScreen,
  listPlaylists,
  listScenes,
  listScreens,
  orderScreen,
  pairScreen,
  registryAsOf,
  removeScreen,
} from '@ioc/sql'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { OrderAsk, PairAsk, PairedScreen, ScreensAnswer } from '../../contract/index.ts'
import type { TileContext } from '../tiles/context.ts'
import { findTile } from '../tiles/find.ts'

const tags = ['screens']

/** The displays of the house: which there are, how each does, and what it is to show. */
export function screenRoutes(app: FastifyInstance, context: TileContext): void {
  const { db } = context.database
  const api = app.withTypeProvider<ZodTypeProvider>()
  const params = z.object({ screen: z.coerce.number().int().positive() })

  api.get(
    '/api/screens',
    {
      config: { permission: 'screens.order' },
      schema: {
        tags,
        summary: 'The screens that are paired, when each was seen last, and what they can show',
        response: { 200: ScreensAnswer },
      },
    },
    async () => {
      const registry = await registryAsOf(db, null)
      const scenes = await listScenes(db)
      return {
        at: new Date().toISOString(),
        screens: (await listScreens(db)).map(describe),
        playlists: await listPlaylists(db),
        scenes: scenes.map(({ id, title, places }) => ({
          id,
          title,
          tiles: places.flatMap(({ tile }) => {
            const found = findTile(context, registry, tile)
            if (!found) return []
            return [
              { id: tile, title: found.title ?? (found.kind === 'stat' ? registry.indicator(found.indicator).title : title) },
            ]
          }),
        })),
      }
    },
  )

  api.post(
    '/api/screens/pair',
    {
      config: { permission: 'screens.order' },
      schema: {
        tags,
        summary: 'Gives the display that shows a code its name',
        body: PairAsk,
        response: { 200: z.object({ screen: z.number() }) },
      },
    },
    async ({ body }) => ({ screen: await pairScreen(db, body) }),
  )

  api.post(
    '/api/screens/:screen/orders',
    {
      config: { permission: 'screens.order' },
      schema: { tags, summary: 'Changes what a screen shows, and how', params, body: OrderAsk, response: { 200: PairedScreen } },
    },
    async ({ params: { screen }, body }) => {
      await orderScreen(db, screen, body)
      return describe(await findScreen(db, screen))
    },
  )

  api.post(
    '/api/screens/:screen/remove',
    {
      config: { permission: 'screens.order' },
      schema: {
        tags,
        summary: 'Takes a screen away: its display shows a code again',
        params,
        response: { 200: z.object({ screen: z.number() }) },
      },
    },
    async ({ params: { screen } }) => {
      await removeScreen(db, screen)
      return { screen }
    },
  )
}

function describe({ code: _, name, pairedBy, pairedAt, orderedAt, seenAt, ...screen }: FoundScreen): PairedScreen {
  return {
    ...screen,
    name: name ?? '',
    pairedBy: pairedBy ?? '',
    pairedAt: (pairedAt ?? seenAt).toISOString(),
    orderedAt: orderedAt?.toISOString() ?? null,
    seenAt: seenAt.toISOString(),
  }
}
