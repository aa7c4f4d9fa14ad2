import {
  type Db,
  indicatorOf,
  listShares,
  listViews,
  makeShare,
  openShare,
  parseAsOf,
  registryAsOf,
  renameView,
  type SavedView,
  type SharedView,
  saveView,
  withdrawShare,
  withdrawView,
} from '@ioc/sql'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { By } from '../../contract/by.ts'
import {
  MakeShareAsk,
  OpenShareAsk,
  RenameViewAsk,
  SavedView as SavedViewAnswer,
  SaveViewAsk,
  Share,
  ShareMade,
  WithdrawShareAsk,
  WithdrawViewAsk,
} from '../../contract/index.ts'
import type { TileContext } from '../tiles/context.ts'

const tags = ['views']
const params = z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) })
const Changed = z.object({ id: z.number() })

/** Questions of the explorer that are kept under a name, and links to one as it was known. */
export function viewRoutes(app: FastifyInstance, { database: { db } }: Pick<TileContext, 'database'>): void {
  const api = app.withTypeProvider<ZodTypeProvider>()

  api.get(
    '/api/views',
    {
      config: { permission: 'figures.read' },
      schema: { tags, summary: 'The saved views of the explorer, by name', response: { 200: z.array(SavedViewAnswer) } },
    },
    async () => (await listViews(db)).map(describeView),
  )

  api.post(
    '/api/views',
    {
      config: { permission: 'views.keep' },
      schema: { tags, summary: 'Saves a view under a name', body: SaveViewAsk, response: { 200: Changed } },
    },
    async ({ body }) => {
      await assertDefined(db, body.search, null)
      return { id: await saveView(db, body) }
    },
  )

  api.post(
    '/api/views/:id/rename',
    {
      config: { permission: 'views.keep' },
      schema: { tags, summary: 'Gives a saved view another name', params, body: RenameViewAsk, response: { 200: Changed } },
    },
    async ({ params: { id }, body }) => {
      await renameView(db, id, body)
      return { id }
    },
  )

  api.post(
    '/api/views/:id/withdraw',
    {
      config: { permission: 'views.keep' },
      schema: { tags, summary: 'Takes a saved view off the list', params, body: WithdrawViewAsk, response: { 200: Changed } },
    },
    async ({ params: { id }, body }) => {
      await withdrawView(db, id, body)
      return { id }
    },
  )

  api.get(
    '/api/shares',
    {
      config: { permission: 'figures.read' },
      schema: {
        tags,
        summary: 'The links of a person that are in force, without their tokens',
        querystring: z.object({ by: By }),
        response: { 200: z.array(Share) },
      },
    },
    async ({ query: { by } }) => (await listShares(db, by)).map(describeShare),
  )

  api.post(
    '/api/shares',
    {
      config: { permission: 'views.keep' },
      schema: {
        tags,
        summary: 'Makes a link to a view as it is known now, or as it says, in force for 1, 7 or 30 days',
        body: MakeShareAsk,
        response: { 200: ShareMade },
      },
    },
    async ({ body: { search, days, by } }) => {
      const question = new URLSearchParams(search)
      const known = question.get('known')
      question.delete('known')
      await assertDefined(db, search, known === null ? null : parseAsOf(known, new Date()))
      const { token, share } = await makeShare(db, { search: question.toString(), known, days, by })
      return { token, share: describeShare(share) }
    },
  )

  // The token is sent in the body, so that it stands in no log of requests.
  api.post(
    '/api/shares/open',
    {
      config: { permission: 'figures.read' },
      schema: { tags, summary: 'What a link shows', body: OpenShareAsk, response: { 200: Share } },
    },
    async ({ body: { token } }) => describeShare(await openShare(db, token)),
  )

  api.post(
    '/api/shares/:id/withdraw',
    {
      config: { permission: 'views.keep' },
      schema: { tags, summary: 'Ends a link before its time', params, body: WithdrawShareAsk, response: { 200: Changed } },
    },
    async ({ params: { id }, body }) => {
      await withdrawShare(db, id, body)
      return { id }
    },
  )
}

/** What is asked about is defined, as known then. Throws NotFound otherwise. */
async function assertDefined(db: Db, search: string, asOf: Date | null): Promise<void> {
  const registry = await registryAsOf(db, asOf)
  for (const id of new URLSearchParams(search).getAll('indicator')) indicatorOf(registry, id)
}

const describeView = ({ at, namedAt, ...view }: SavedView): z.infer<typeof SavedViewAnswer> => ({
  ...view,
  at: at.toISOString(),
  namedAt: namedAt.toISOString(),
})

const describeShare = ({ asOf, until, at, ...share }: SharedView): z.infer<typeof Share> => ({
  ...share,
  asOf: asOf.toISOString(),
  until: until.toISOString(),
  at: at.toISOString(),
})
