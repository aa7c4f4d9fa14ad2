import {
  AlertRule,
  acknowledgeAlerts,
  alertRuleTrouble,
  assertSeesHouse,
  changeAlertRule,
  contributionsTo,
  countOpenAlerts,
  describeAlertRules,
  endSilence,
  engineHealth,
  eventsOfAlert,
  findAlert,
  findAlerts,
  groupsOf,
  type House,
  Invalid,
  isReviewed,
  listAlertRules,
  loadCalendar,
  namedIn,
  numberOf,
  Owners,
  pastCases,
  propose,
  registryAsOf,
  rehearseAlerts,
  relatedIssues,
  relatedNumbers,
  sayAlertRule,
  silenceAlerts,
  silencesAt,
  unitsAsOf,
  weighAlertRule,
} from '@ioc/sql'
import { topicNamed } from '@ioc/sql/listening'
import type { Localised } from '@ioc/sql/pack'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  AcknowledgeAsk,
  AlertRehearsalAnswer,
  AlertRulesAnswer,
  AlertsAnswer,
  AlertTold,
  AlertWhy,
  ChangeAlertRuleAsk,
  Proposed,
  RehearseAlertsAsk,
  SilenceAsk,
  SilencesAnswer,
} from '../../contract/index.ts'
import { doerOf } from '../access/doer.ts'
import { AlertWords } from '../alerts/words.ts'
import type { TileContext } from '../tiles/context.ts'

const tags = ['alerts']
/** Of more than these the severest stand in groups; all are counted. */
const MOST_OPEN = 50_000
const TIMES = 200
const DAY_MS = 86_400_000
const named = ({ key, name }: { key: string; name: string }) => ({ key, name })

/** What the rules have raised, what people do about it, and the rules themselves. */
export function alertRoutes(app: FastifyInstance, context: TileContext): void {
  const { db } = context.database
  const api = app.withTypeProvider<ZodTypeProvider>()
  const alertId = z.object({ alert: z.coerce.number().int().positive() })
  const ruleId = z.object({ rule: z.string().max(64) })

  api.get(
    '/api/alerts',
    {
      config: { permission: 'alerts.read' },
      schema: {
        tags,
        summary: 'Open alerts by cause, those nobody has seen to first; what a silent source explains stands with it',
        querystring: z.object({
          domain: z.string().max(64).optional(),
          unit: z.string().max(128).optional().describe('A unit’s key'),
          subject: z.string().max(200).optional().describe('An indicator’s id, feed:<key> or clause:<plan>/<clause>'),
          rule: z.string().max(64).optional(),
          by: z.enum(['cause', 'unit']).default('cause').describe('Each unit’s alerts by themselves'),
        }),
        response: { 200: AlertsAnswer },
      },
    },
    async ({ query: { by, ...query } }) => {
      const { words } = await here()
      const alerts = await findAlerts(db, { ...query, status: ['firing', 'acknowledged'], limit: MOST_OPEN })
      const counted = await countOpenAlerts(db, query)
      const engine = await engineHealth(db)
      return {
        at: new Date().toISOString(),
        ...counted,
        ...words.groups(groupsOf(alerts, by), counted),
        engine: { ...engine, askedAt: engine.askedAt?.toISOString() ?? null },
      }
    },
  )

  api.get(
    '/api/alerts/:alert',
    {
      config: { permission: 'alerts.read' },
      schema: {
        tags,
        summary: 'An alert with its rule and all that happened to it',
        params: alertId,
        response: { 200: AlertTold },
      },
    },
    async ({ params }) => {
      const { house, words } = await here()
      const alert = await findAlert(db, params.alert)
      const owners = await Owners.of(db, house, new Date())
      const [owner, beside] = [owners.of(alert), owners.named(alert.rule, alert.subject)]
      const events = await eventsOfAlert(db, alert.id)
      const rule = (await listAlertRules(db)).find(({ id }) => id === alert.rule)
      return {
        alert: words.alert(alert),
        answers: {
          unit: named(house.units.get(owner)),
          beside: beside === undefined || beside === owner ? null : named(house.units.get(beside)),
        },
        rule: rule ? { id: rule.id, title: rule.title, says: sayAlertRule(rule), off: rule.off } : null,
        events: events.map(({ at, measured, ...event }) => ({
          ...event,
          at: at.toISOString(),
          measured: words.measured(alert.subject, measured),
        })),
      }
    },
  )

  api.get(
    '/api/alerts/:alert/why',
    {
      config: { permission: 'alerts.read' },
      schema: {
        tags,
        summary:
          'Who answers for an alert, which units weigh on what it is of and how they stood a week before, what else is counted and said of it, and how the same ended before',
        params: alertId,
        response: { 200: AlertWhy },
      },
    },
    async ({ params }) => {
      const { house, words } = await here()
      const alert = await findAlert(db, params.alert)
      const { subject, unit } = alert
      const owners = await Owners.of(db, house, new Date())
      const indicator = numberOf(house.registry, subject)
      const units = indicator && unit !== null ? await contributionsTo(house, indicator, house.units.find(unit)) : []
      const numbers = await relatedNumbers(house, owners, alert)
      const issues = await relatedIssues(context.database, house, owners, alert)
      return {
        numbers: numbers.map(({ subject, value }) => ({ subject: words.subject(subject), value })),
        issues: issues.map(({ id, feed, domain, topic, unit, title, copies, negative, last_at }) => ({
          domain: words.domain(domain) as Localised,
          fact: { feed, id },
          topic: topicNamed(topic).title,
          place: house.units.get(unit).name,
          ...{ title, copies, negative, lastAt: last_at.toISOString() },
        })),
        units: units.map(({ unit, ...each }) => ({ ...each, unit: named(unit) })),
        past: (await pastCases(db, params.alert)).map(({ firedAt, resolvedAt, ...each }) => ({
          ...each,
          firedAt: firedAt.toISOString(),
          resolvedAt: resolvedAt.toISOString(),
        })),
      }
    },
  )

  api.post(
    '/api/alerts/acknowledge',
    {
      config: { permission: 'alerts.act' },
      schema: {
        tags,
        summary: 'Somebody has seen these alerts and sees to them',
        body: AcknowledgeAsk,
        response: { 200: z.object({ alerts: z.array(z.number()) }) },
      },
    },
    async ({ body: { alerts, by, note } }) => ({ alerts: await acknowledgeAlerts(db, alerts, { by, note }) }),
  )

  api.get(
    '/api/alert-silences',
    {
      config: { permission: 'alerts.read' },
      schema: {
        tags,
        summary: 'For what nobody is disturbed now, by whom, why and until when',
        response: { 200: SilencesAnswer },
      },
    },
    async () => ({
      silences: (await silencesAt(db, new Date())).map(({ unit, unitName, madeAt, until, ...silence }) => ({
        ...silence,
        unit: unit === null ? null : { key: unit, name: unitName ?? unit },
        madeAt: madeAt.toISOString(),
        until: until.toISOString(),
      })),
    }),
  )

  api.post(
    '/api/alert-silences',
    {
      config: { permission: 'alerts.act' },
      schema: {
        tags,
        summary: 'Disturbs nobody for what is named here, for a time and with a reason',
        body: SilenceAsk,
        response: { 200: z.object({ silence: z.number() }) },
      },
    },
    async ({ body: { unit, until, ...body } }) => {
      const units = await unitsAsOf(db, context.units, null)
      const unitId = unit === undefined ? undefined : units.find(unit).id
      return { silence: await silenceAlerts(db, { ...body, unitId, until: new Date(until) }) }
    },
  )

  api.post(
    '/api/alert-silences/:silence/end',
    {
      config: { permission: 'alerts.act' },
      schema: {
        tags,
        summary: 'Ends a silence before its time',
        params: z.object({ silence: z.coerce.number().int().positive() }),
        body: z.object({ by: AcknowledgeAsk.shape.by }),
        response: { 200: z.object({ silence: z.number() }) },
      },
    },
    async ({ params: { silence }, body: { by } }) => {
      await endSilence(db, silence, by)
      return { silence }
    },
  )

  api.get(
    '/api/alert-rules',
    {
      config: { permission: 'alerts.read' },
      schema: { tags, summary: 'The rules, with how much each raises', response: { 200: AlertRulesAnswer } },
    },
    async () => ({
      rules: (await describeAlertRules(db)).map(({ spec, ...rule }) => ({
        ...rule,
        spec: spec as z.infer<typeof AlertRulesAnswer>['rules'][number]['spec'],
      })),
    }),
  )

  api.post(
    '/api/alert-rules/rehearse',
    {
      config: { permission: 'alerts.rule' },
      schema: {
        tags,
        summary: 'What a rule would have raised over the last days, by what was known then; stores nothing',
        body: RehearseAlertsAsk,
        response: { 200: AlertRehearsalAnswer },
      },
    },
    async ({ body: { rule, days } }, reply) => {
      const { house, words } = await here()
      const given = await readRule(house, rule)
      const to = new Date()
      // Who asked may have gone.
      const gone = new AbortController()
      reply.raw.once('close', () => gone.abort())
      const rehearsal = await rehearseAlerts(house, given, { from: new Date(to.getTime() - days * DAY_MS), to }, gone.signal)
      const { fired, ...told } = rehearsal
      return {
        ...told,
        ...{ from: told.from.toISOString(), to: told.to.toISOString(), fired: fired.length },
        times: fired.slice(-TIMES).map(({ subject, unit, unitName, from, to: end, ...time }) => ({
          ...time,
          subject: words.subject(subject),
          unit: unit === null ? null : { key: unit, name: unitName ?? unit },
          from: from.toISOString(),
          to: end?.toISOString() ?? null,
        })),
      }
    },
  )

  api.post(
    '/api/alert-rules/:rule',
    {
      config: { permission: 'alerts.rule' },
      schema: {
        tags,
        summary: 'Makes, changes or takes away a rule, with who and why, or hands that to whoever reviews it',
        params: ruleId,
        body: ChangeAlertRuleAsk,
        response: { 200: Proposed.extend({ rule: z.string() }) },
      },
    },
    async (request) => {
      const { rule } = request.params
      const { by, why, ...body } = request.body
      const { house } = await here()
      const after = body.after === null ? null : await readRule(house, body.after)
      if (after && after.id !== rule)
        throw new Invalid({ vi: `Mã của quy tắc phải là «${rule}».`, en: `The rule’s id must be «${rule}».` })
      const seen = body.seen === null ? null : parseRule(body.seen)
      assertSeesHouse(domainOfRules(seen, after))
      if (await isReviewed(db, 'alerts')) {
        const before = await weighAlertRule(db, rule, { seen, after })
        const title = (after ?? before)?.title ?? { vi: rule, en: rule }
        const of = { about: 'alerts' as const, key: rule, title, domain: domainOfRules(before, after) }
        return { rule, proposal: await propose(db, { ...of, before, after, why }, doerOf(request)) }
      }
      await changeAlertRule(db, rule, { by, why, seen, after })
      return { rule, proposal: null }
    },
  )

  async function here(): Promise<{ house: House; words: AlertWords }> {
    const registry = await registryAsOf(db, null)
    const units = await unitsAsOf(db, context.units, null)
    const { province } = context
    return {
      house: { db, registry, units, province, calendar: loadCalendar(province.key) },
      words: await AlertWords.of(db, registry),
    }
  }

  /** Refuses a rule whose parts do not fit, or that names what there is not. */
  async function readRule({ registry }: House, given: unknown): Promise<AlertRule> {
    const rule = parseRule(given)
    const trouble = alertRuleTrouble(rule, await namedIn(db, registry))
    if (trouble) throw new Invalid(`${trouble}.`)
    return rule
  }
}

function parseRule(given: unknown): AlertRule {
  const parsed = AlertRule.safeParse(given)
  if (!parsed.success) throw new Invalid(z.prettifyError(parsed.error))
  return parsed.data
}

/** The one domain that rules watch, the one as it was and as it is to be; null where they watch more, or feeds. */
function domainOfRules(...rules: (AlertRule | null)[]): string | null {
  const watched = rules.flatMap((rule) => {
    if (!rule) return []
    return Array.isArray(rule.indicators) ? rule.indicators.map((id) => id.split('.')[0] as string) : [null]
  })
  return new Set(watched).size === 1 ? (watched[0] ?? null) : null
}
