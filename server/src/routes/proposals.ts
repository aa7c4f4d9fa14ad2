import {
  type About,
  beginTyped,
  type Database,
  findProposal,
  historyOfProposal,
  indicatorWith,
  isReviewed,
  listProposals,
  lockProposal,
  type OwnIndicator,
  type Proposal,
  type ProposalAction,
  proposalAfter,
  proposalTrouble,
  REVIEWED,
  readTyped,
  saveTyped,
  setProposal,
  standingNow,
  submitTyped,
  type TypedAbout,
  typedNames,
} from '@ioc/sql'
import type { JobQueue } from '@ioc/workers/jobs'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  ActOnProposalAsk,
  BeginProposalAsk,
  ProposalAnswer,
  ProposalsAnswer,
  SaveProposalAsk,
  TypedNames,
} from '../../contract/index.ts'
import { doerOf } from '../access/doer.ts'
import { assertMay } from '../access/guard.ts'
import type { Who } from '../access/who.ts'
import { languageOf } from '../plugins/language.ts'
import { publishProposal } from '../proposals/publish.ts'
import { differencesBetween } from './differences.ts'

const tags = ['proposals']
const params = z.object({ id: z.coerce.number().int().positive() })
const LOOKS = ['feeds.read', 'changes.decide', 'meanings.write'] as const
const MAKES = ['feeds.make', 'alerts.rule', 'meanings.write'] as const
const NEWEST = 200

const NEEDED = { submit: ['meanings.write'], withdraw: MAKES, return: ['changes.decide'], publish: ['changes.decide'] } as const

/** Changes of what the house goes by, from whoever makes them to whoever lets them through. */
export function proposalRoutes(app: FastifyInstance, database: Database, queue: JobQueue): void {
  const { db } = database
  const api = app.withTypeProvider<ZodTypeProvider>()

  api.get(
    '/api/proposals',
    {
      config: { permission: LOOKS },
      schema: {
        tags,
        summary: 'Changes somebody still has to do something about, or those that are over; the last touched first',
        querystring: z.object({ of: z.enum(['open', 'over']).default('open') }),
        response: { 200: ProposalsAnswer },
      },
    },
    async ({ query, who }) => {
      const proposals = await listProposals(db, { open: query.of === 'open', limit: NEWEST })
      const reviewed: About[] = []
      for (const about of REVIEWED) if (await isReviewed(db, about)) reviewed.push(about)
      return { reviewed, proposals: proposals.map((proposal) => rowOf(proposal, who)) }
    },
  )

  api.get(
    '/api/proposals/names',
    {
      config: { permission: 'meanings.write' },
      schema: { tags, summary: 'The plans and indicators there are to change', response: { 200: TypedNames } },
    },
    async () => typedNames(db),
  )

  api.post(
    '/api/proposals',
    {
      config: { permission: 'meanings.write' },
      schema: {
        tags,
        summary: 'Begins to write a plan or what the province says of an indicator, or goes on with what was begun',
        body: BeginProposalAsk,
        response: { 200: ProposalAnswer },
      },
    },
    async (request) => {
      const { about, key } = request.body
      return whole(await beginTyped(db, about, key, doerOf(request)), request)
    },
  )

  api.get(
    '/api/proposals/:id',
    {
      config: { permission: LOOKS },
      schema: {
        tags,
        summary: 'One change: what differs, who did what, what can be done',
        params,
        response: { 200: ProposalAnswer },
      },
    },
    async (request) => whole(request.params.id, request),
  )

  api.post(
    '/api/proposals/:id/text',
    {
      config: { permission: 'meanings.write' },
      schema: {
        tags,
        summary: 'Saves what was typed over the save `edit`; 409 where somebody has saved since, and nothing is written',
        params,
        body: SaveProposalAsk,
        response: { 200: ProposalAnswer },
      },
    },
    async (request) => {
      const { text, edit } = request.body
      await saveTyped(db, request.params.id, { text, edit, ...doerOf(request) })
      return whole(request.params.id, request)
    },
  )

  api.post(
    '/api/proposals/:id/act',
    {
      config: { permission: [...MAKES, 'changes.decide'] },
      schema: {
        tags,
        summary: 'Hands it in, takes it back, hands it back, or publishes it: what is published holds when this answers',
        params,
        body: ActOnProposalAsk,
        response: { 200: ProposalAnswer },
      },
    },
    async (request) => {
      const { params, body } = request
      const { action, edit, note } = body
      assertMay(request, ...NEEDED[action])
      const who = doerOf(request)
      if (action === 'submit') await submitTyped(db, params.id, { who, edit, why: note ?? '' })
      else if (action === 'publish') await publishProposal({ database, queue }, params.id, { who, edit, note })
      else
        await db.transaction().execute(async (trx) => {
          const proposal = await lockProposal(trx, params.id, { action, who, edit, note })
          await setProposal(trx, proposal.id, proposalAfter(proposal, proposal.state, action), { action, ...who, note })
        })
      return whole(params.id, request)
    },
  )

  async function whole(
    id: number,
    { who, headers }: Pick<FastifyRequest, 'who' | 'headers'>,
  ): Promise<z.infer<typeof ProposalAnswer>> {
    const proposal = await findProposal(db, id)
    const { about, key, after, draft: text, needs, edit, madeBy } = proposal
    const language = languageOf({ headers })
    const isOpen = proposal.state === 'draft' || proposal.state === 'returned'
    const read = text !== null && isOpen ? await readTyped(db, proposal, text) : null
    const meant = read ? read.value : after
    const before = read ? await standingNow(db, about as TypedAbout, key) : proposal.before
    // Of an indicator the province says what it wants otherwise: what differs is told against what the domain declares.
    const inFull = (said: unknown) => (about === 'indicators' ? indicatorWith(said as OwnIndicator | null, key) : said)
    const [was, is] = [await inFull(before), await inFull(meant)]
    const events = await historyOfProposal(db, id)
    return {
      ...rowOf(proposal, who),
      edit,
      madeBy: [...madeBy],
      // A feed’s key is given when it is published.
      changes:
        read && read.faults.length > 0
          ? []
          : differencesBetween(was ?? {}, is ?? {}).filter(({ path }) => about !== 'feeds' || path !== 'id'),
      removes: about !== 'rules' && meant === null && (read === null || read.faults.length === 0),
      events: events.map(({ at, action, by, note, alone }) => ({ at: at.toISOString(), action, by, note, alone })),
      text,
      faults: (read?.faults ?? []).map(({ line, ...said }) => ({ line, message: said[language] })),
      draft: (needs.draft as number | undefined) ?? null,
      rule: about === 'rules' ? { kind: key.split('/')[0] ?? '', rule: key.split('/')[1] ?? '', change: needs.change } : null,
      alert: about === 'alerts' ? after : null,
      ...mayOf(proposal, who, language),
    }
  }
}

function rowOf({ id, about, key, title, state, why, by, account, changedAt }: Proposal, who: Who | null) {
  const isMine = who?.kind === 'account' && who.id === account
  return { id, about, key, title, state, why, by, changedAt: changedAt.toISOString(), isMine }
}

/** What somebody can do about a proposal, and why not publish it, where they are one who does. */
function mayOf(proposal: Proposal, who: Who | null, language: 'vi' | 'en') {
  if (who?.kind !== 'account') return { can: [], trouble: null }
  const doer = { account: who.id, by: who.name }
  const may = (action: ProposalAction) => NEEDED[action].some((permission) => who.may.has(permission))
  const actions = (['submit', 'withdraw', 'return', 'publish'] as const).filter(may)
  const can = actions.filter((action) => proposalTrouble(proposal, action, doer, ' ') === null)
  const isStuck = proposal.state === 'waiting' && actions.includes('publish')
  return { can, trouble: isStuck ? (proposalTrouble(proposal, 'publish', doer, null)?.[language] ?? null) : null }
}
