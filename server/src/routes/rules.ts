import {
  CAUGHT_DAYS,
  type Caught,
  caughtByRule,
  changeRule,
  changesOf,
  type Kind,
  listFeeds,
  loadDomains,
  NotFound,
  rowsCaught,
  ruleKey,
  rulesOf,
  strayRules,
} from '@ioc/sql'
import { rehearseRule } from '@ioc/workers/rules'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { CaughtAnswer, ChangeRuleAsk, RehearsalAnswer, RuleChange, RuleChangesAnswer, RulesAnswer } from '../../contract/index.ts'
import type { TileContext } from '../tiles/context.ts'
import { describeRule, onlyTold } from './rule-answers.ts'

const tags = ['rules']
const params = z.object({ kind: z.string().max(128).describe('dossiers.dossier'), rule: z.string().max(128) })

/** What is asked of every kind of record, what that caught, and what a person makes of it. */
export function ruleRoutes(app: FastifyInstance, { database, province }: TileContext): void {
  const { db } = database
  const api = app.withTypeProvider<ZodTypeProvider>()

  api.get(
    '/api/rules',
    {
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
      schema: {
        tags,
        summary: 'What a rule as given would have caught of the last 1,000 records; stores nothing',
        params,
        body: RuleChange,
        response: { 200: RehearsalAnswer },
      },
    },
    async ({ params: { kind, rule }, body }) => rehearseRule(database, await findKindHere(kind), rule, onlyTold(body)),
  )

  api.post(
    '/api/rules/:kind/:rule',
    {
      schema: {
        tags,
        summary: 'Makes a rule do otherwise from the next run on, with who wanted it and why',
        params,
        body: ChangeRuleAsk,
        response: { 200: z.object({ rule: z.string() }) },
      },
    },
    async ({ params: { kind, rule }, body: { by, why, seen, change } }) => {
      await changeRule(db, await findKindHere(kind), rule, { by, why, seen: onlyTold(seen), change: onlyTold(change) })
      return { rule }
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
