import {
  CAUGHT_DAYS,
  type Caught,
  caughtByRule,
  changeRule,
  changesOf,
  isReviewed,
  type Kind,
  listFeeds,
  loadDomains,
  NotFound,
  propose,
  type RuleChange,
  rowsCaught,
  ruleKey,
  rulesOf,
  strayRules,
  weighRuleChange,
} from '@ioc/sql'
import { rehearseRule } from '@ioc/workers/rules'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  CaughtAnswer,
  ChangeRuleAsk,
  Proposed,
  RehearsalAnswer,
  RuleChange as RuleChangeAsk,
  RuleChangesAnswer,
  RulesAnswer,
} from '../../contract/index.ts'
import { doerOf } from '../access/doer.ts'
import type { TileContext } from '../tiles/context.ts'
import { describedRule, describeRule, onlyTold } from './rule-answers.ts'

const tags = ['rules']
const params = z.object({ kind: z.string().max(128).describe('dossiers.dossier'), rule: z.string().max(128) })

/** What is asked of every kind of record, what that caught, and what a person makes of it. */
export function ruleRoutes(app: FastifyInstance, { database, province }: TileContext): void {
  const { db } = database
  const api = app.withTypeProvider<ZodTypeProvider>()

  api.get(
    '/api/rules',
    {
      config: { permission: 'feeds.read' },
      schema: {
        tags,
        summary: 'The rules of every kind of record as they are asked now, with how many rows each caught in the last days',
        response: { 200: RulesAnswer },
      },
    },
    async () => {
      const caught = new Map((await caughtByRule(db)).map((each): [string, Caught] => [`${each.kind} ${each.rule}`, each]))
      const feeds = await listFeeds(db)
      const kinds = []
      for (const { kind, domain } of await kindsHere()) {
        const key = ruleKey(kind)
        const rules = (await rulesOf(db, kind)).map((each) => describeRule(each, caught.get(`${key} ${each.rule.id}`)))
        const asked = feeds.filter(({ spec }) => spec.domain === kind.domain && spec.kind === kind.id)
        kinds.push({
          key,
          title: kind.title,
          domain,
          rules,
          feeds: asked.map(({ spec }) => ({ feed: spec.id, title: spec.title })),
        })
      }
      return { days: CAUGHT_DAYS, kinds, strays: await strayRules(db) }
    },
  )

  api.get(
    '/api/rules/:kind/:rule/rows',
    {
      config: { permission: 'feeds.read' },
      schema: {
        tags,
        summary: 'The rows a rule caught in the last days, the newest first',
        params,
        querystring: z.object({
          skip: z.coerce.number().int().min(0).max(1_000_000).default(0),
          limit: z.coerce.number().int().min(1).max(200).default(50),
        }),
        response: { 200: CaughtAnswer },
      },
    },
    async ({ params: { kind, rule }, query: { skip, limit } }) => {
      await findKindHere(kind)
      const rows = await rowsCaught(db, { kind, rule, skip, limit })
      return {
        rows: rows.map(({ foundAt, ...row }) => ({ ...row, foundAt: foundAt.toISOString() })),
        next: rows.length < limit ? null : skip + limit,
      }
    },
  )

  api.get(
    '/api/rules/:kind/:rule/changes',
    {
      config: { permission: 'feeds.read' },
      schema: {
        tags,
        summary: 'Who changed what a rule does, and why; the newest first',
        params,
        response: { 200: RuleChangesAnswer },
      },
    },
    async ({ params: { kind, rule } }) => {
      await findKindHere(kind)
      return (await changesOf(db, kind, rule)).map(({ at, ...change }) => ({ ...change, at: at.toISOString() }))
    },
  )

  api.post(
    '/api/rules/:kind/:rule/try',
    {
      config: { permission: 'feeds.read' },
      schema: {
        tags,
        summary: 'What a rule as given would have caught of the last 1,000 records; stores nothing',
        params,
        body: RuleChangeAsk,
        response: { 200: RehearsalAnswer },
      },
    },
    async ({ params: { kind, rule }, body }) => rehearseRule(database, await findKindHere(kind), rule, onlyTold(body)),
  )

  api.post(
    '/api/rules/:kind/:rule',
    {
      config: { permission: 'feeds.make' },
      schema: {
        tags,
        summary:
          'Makes a rule do otherwise from the next run on, with who wanted it and why, or hands that to whoever reviews it',
        params,
        body: ChangeRuleAsk,
        response: { 200: Proposed.extend({ rule: z.string() }) },
      },
    },
    async (request) => {
      const { kind: key, rule } = request.params
      const { by, why } = request.body
      const kind = await findKindHere(key)
      const wanted = { seen: onlyTold(request.body.seen), change: onlyTold(request.body.change) }
      if (await isReviewed(db, 'rules')) {
        const { before, after } = await weighRuleChange(db, kind, rule, wanted)
        const { says, declared } = describedRule(await rulesOf(db, kind), rule)
        const whole = (own: RuleChange) => ({ severity: declared.severity, off: declared.off, ...declared.bounds, ...own })
        const of = { about: 'rules' as const, key: `${key}/${rule}`, title: says, domain: kind.domain }
        const proposed = { ...of, before: whole(before), after: whole(after), needs: wanted, why }
        return { rule, proposal: await propose(db, proposed, doerOf(request)) }
      }
      await changeRule(db, kind, rule, { by, why, ...wanted })
      return { rule, proposal: null }
    },
  )

  async function kindsHere() {
    const domains = (await loadDomains()).filter(({ pack }) => province.domains[pack.id] !== 'off')
    return domains.flatMap(({ pack, kinds }) =>
      kinds.map((kind): { kind: Kind; domain: typeof pack.title } => ({ kind, domain: pack.title })),
    )
  }

  async function findKindHere(key: string): Promise<Kind> {
    const found = (await kindsHere()).find(({ kind }) => ruleKey(kind) === key)
    if (!found) throw new NotFound({ vi: `Không có loại bản ghi «${key}».`, en: `There is no kind of record «${key}».` })
    return found.kind
  }
}
