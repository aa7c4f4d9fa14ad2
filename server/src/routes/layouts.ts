import {
  Invalid,
  type LayoutKind,
  type LayoutVersion,
  layoutInUse,
  loadDomains,
  newestLayouts,
  publishLayout,
  registryAsOf,
  versionsOfLayout,
} from '@ioc/sql'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  LayoutKey,
  LayoutsAnswer,
  PaletteAnswer,
  Playlist,
  PlaylistVersions,
  Published,
  PublishPlaylist,
  PublishScene,
  SceneFile,
  SceneVersions,
} from '../../contract/index.ts'
import type { TileContext } from '../tiles/context.ts'
import { findTile } from '../tiles/find.ts'

const tags = ['layouts']
const params = z.object({ id: LayoutKey })
/** A scene of as many tiles as there may be takes a tenth of it. */
const MOST_BYTES = 128 * 1024

/** What stands where on the walls and what follows what on the screens: as it is, as it was, and made otherwise. */
export function layoutRoutes(app: FastifyInstance, context: TileContext): void {
  const { db } = context.database
  const api = app.withTypeProvider<ZodTypeProvider>()

  api.get(
    '/api/layouts',
    {
      config: { permission: 'layouts.write' },
      schema: {
        tags,
        summary: 'Every scene and playlist, who changed it last, and who would miss it',
        response: { 200: LayoutsAnswer },
      },
    },
    async () => ({ scenes: await listed('scene', SceneFile), playlists: await listed('playlist', Playlist) }),
  )

  api.get(
    '/api/layouts/tiles',
    {
      config: { permission: 'layouts.write', tagged: true },
      schema: { tags, summary: 'Every tile that may stand on a scene', response: { 200: PaletteAnswer } },
    },
    async () => {
      const registry = await registryAsOf(db, null)
      const domains = new Map((await loadDomains()).map(({ pack }) => [pack.id, pack.title]))
      const declared = [...context.tiles.keys()]
      const alone = registry.indicators.map(({ id }) => id).filter((id) => !context.tiles.has(id))
      return [...declared, ...alone].flatMap((id) => {
        const tile = findTile(context, registry, id)
        if (!tile) return []
        const title = tile.title ?? (tile.kind === 'stat' ? registry.indicator(tile.indicator).title : { vi: id, en: id })
        const domain = domains.get(id.split('.')[0] ?? '') ?? null
        return [{ id, kind: tile.kind, title, domain, isDeclared: context.tiles.has(id) }]
      })
    },
  )

  api.get(
    '/api/layouts/scenes/:id',
    {
      config: { permission: 'layouts.write' },
      schema: { tags, summary: 'The versions of a scene, the newest first', params, response: { 200: SceneVersions } },
    },
    async ({ params: { id } }) =>
      (await versionsOfLayout(db, 'scene', id)).map((each) => ({ ...madeOf(each), spec: SceneFile.nullable().parse(each.spec) })),
  )

  api.get(
    '/api/layouts/playlists/:id',
    {
      config: { permission: 'layouts.write' },
      schema: { tags, summary: 'The versions of a playlist, the newest first', params, response: { 200: PlaylistVersions } },
    },
    async ({ params: { id } }) =>
      (await versionsOfLayout(db, 'playlist', id)).map((each) => ({
        ...madeOf(each),
        spec: Playlist.nullable().parse(each.spec),
      })),
  )

  api.post(
    '/api/layouts/scenes/:id',
    {
      config: { permission: 'layouts.write' },
      bodyLimit: MOST_BYTES,
      schema: {
        tags,
        summary: 'Publishes a scene, or takes it away, with who and why; walls that show it follow at once',
        params,
        body: PublishScene,
        response: { 200: Published },
      },
    },
    async ({ params: { id }, body }) => publish('scene', id, body),
  )

  api.post(
    '/api/layouts/playlists/:id',
    {
      config: { permission: 'layouts.write' },
      bodyLimit: MOST_BYTES,
      schema: {
        tags,
        summary: 'Publishes a playlist, or takes it away, with who and why; screens that follow it do so at once',
        params,
        body: PublishPlaylist,
        response: { 200: Published },
      },
    },
    async ({ params: { id }, body }) => publish('playlist', id, body),
  )

  async function publish(kind: LayoutKind, id: string, body: z.infer<typeof PublishScene | typeof PublishPlaylist>) {
    if (body.spec && body.spec.id !== id)
      throw new Invalid({ vi: `Mã trong nội dung phải là «${id}».`, en: `The id of what is published must be «${id}».` })
    return { id, version: await publishLayout(db, kind, id, body) }
  }

  async function listed<T>(kind: LayoutKind, schema: z.ZodType<T>) {
    const found = []
    for (const { key, ...newest } of await newestLayouts(db, kind)) {
      const spec = newest.spec === null ? null : schema.parse(newest.spec)
      // Of one that was taken away, what it was: it can be brought back.
      const last = spec ?? (await versionsOfLayout(db, kind, key)).map((each) => each.spec).find((each) => each !== null)
      found.push({ id: key, ...madeOf(newest), spec, lastSpec: schema.parse(last), inUse: await layoutInUse(db, kind, key) })
    }
    return found
  }
}

function madeOf({ version, at, madeIn, by, why }: LayoutVersion) {
  return { version, at: at.toISOString(), madeIn, by, why }
}
