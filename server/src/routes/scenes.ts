import { findScene, layoutPosition, listScenes, registryAsOf } from '@ioc/sql'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Scene, SceneList } from '../../contract/index.ts'
import type { TileContext } from '../tiles/context.ts'
import { findTile } from '../tiles/find.ts'

export function sceneRoutes(app: FastifyInstance, context: TileContext): void {
  const { database, province } = context
  const api = app.withTypeProvider<ZodTypeProvider>()
  api.get(
    '/api/scenes',
    { config: { permission: 'figures.read', tagged: true, visitors: true }, schema: { response: { 200: SceneList } } },
    async () => ({
      scenes: (await listScenes(database.db)).map(({ id, title }) => ({ id, title })).sort(inOrder),
    }),
  )

  api.get(
    '/api/scenes/:id',
    {
      config: { permission: 'figures.read', tagged: true, visitors: true },
      schema: { params: z.object({ id: z.string().regex(/^[a-z0-9-]{1,64}$/) }), response: { 200: Scene } },
    },
    async ({ params, visitors }) => {
      // Read first: what is published meanwhile is not claimed by this one.
      const layouts = await layoutPosition(database.db)
      const { places, strip, ...scene } = await findScene(database.db, params.id)
      const { name, title, timeZone } = province
      const registry = await registryAsOf(database.db, null)
      const known = places.flatMap((place) => {
        const tile = findTile(context, registry, place.tile)
        return tile ? [{ ...place, kind: tile.kind }] : []
      })
      const running = strip === null ? undefined : findTile(context, registry, strip)
      const kinds = [...known, ...(running ? [running] : [])].map(({ kind }) => kind)
      return {
        ...scene,
        layouts,
        strip: running?.id ?? null,
        kinds: [...new Set([...kinds, 'withheld'])],
        visitors,
        province: { name, title, timeZone },
        places: known,
      }
    },
  )
}

const OVERVIEW = 'overview'

function inOrder(one: SceneList['scenes'][number], other: SceneList['scenes'][number]): number {
  if (one.id === OVERVIEW || other.id === OVERVIEW) return one.id === OVERVIEW ? -1 : 1
  return one.title.vi.localeCompare(other.title.vi, 'vi')
}
