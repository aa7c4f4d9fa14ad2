import {
  addEvent,
  changeEvent,
  dayOf,
  type FoundEvent,
  findEvents,
  indicatorOf,
  isDomainOn,
  loadCalendar,
  loadDomains,
  type NamedByEvents,
  NotFound,
  parseAsOf,
  parseGeo,
  registryAsOf,
  type UnitRegistry,
  unitsAsOf,
  versionsOfEvent,
} from '@ioc/sql'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { EventAnswer } from '../../contract/index.ts'
import {
  AddEventAsk,
  Ask,
  ChangeEventAsk,
  EventKey,
  EventsAnswer,
  EventVersions,
  EventWritten,
  WithdrawEventAsk,
} from '../../contract/index.ts'
import type { TileContext } from '../tiles/context.ts'
import { differencesBetween } from './differences.ts'
import { Flag, readFrom, readTo, Side, several } from './sides.ts'

const tags = ['events']
const params = z.object({ key: EventKey })

/** What happened that bears on figures: storms, policies, mergers, days off; as known now or then, and written otherwise with who and why. */
export function eventRoutes(app: FastifyInstance, context: TileContext): void {
  const { province, database } = context
  const { db } = database
  const api = app.withTypeProvider<ZodTypeProvider>()
  const calendar = loadCalendar(province.key)

  api.get(
    '/api/events',
    {
      config: { permission: 'figures.read', tagged: true },
      schema: {
        tags,
        summary: 'The events that bear on an indicator, a unit and a span, those begun last first',
        querystring: z.object({
          indicator: several.describe('Only what bears on it; repeated, on any of them'),
          unit: several.describe(
            'Only what bears on it, on what it lies in, or on what it was made of or went to; repeated, on any of them. Left out: all that is kept, and of days off and changes of the map those of the province',
          ),
          from: Side.describe('Only what reaches beyond it: an instant, or a day for its beginning'),
          to: Side.describe('Only what began before it: an instant, or a day for its end'),
          geo: Ask.shape.geo,
          asOf: Ask.shape.asOf.describe('As written and known then'),
          withdrawn: Flag.describe('true: those withdrawn as well'),
        }),
        response: { 200: EventsAnswer },
      },
    },
    async ({ query }) => {
      const now = new Date()
      const asOf = query.asOf === undefined ? null : parseAsOf(query.asOf, now)
      const units = await unitsAsOf(db, context.units, asOf)
      const registry = await registryAsOf(db, asOf)
      const found = await findEvents(db, {
        ...{ units, calendar, asOf, withdrawn: query.withdrawn },
        of: query.unit.map((key) => units.find(key)),
        province: units.find(province.unit),
        indicators: query.indicator.map((id) => indicatorOf(registry, id)),
        from: readFrom(query.from),
        to: readTo(query.to),
        geo: query.geo === undefined ? dayOf(asOf ?? now) : parseGeo(query.geo, now),
      })
      return { asOf: asOf?.toISOString() ?? null, events: found.map((each) => describe(units, each)) }
    },
  )

  api.get(
    '/api/events/:key',
    {
      config: { permission: 'figures.read' },
      schema: { tags, summary: 'The versions of an event, the newest first', params, response: { 200: EventVersions } },
    },
    async ({ params: { key } }) => {
      const versions = await versionsOfEvent(db, key)
      if (versions.length === 0) throw new NotFound({ vi: 'Không có sự kiện này.', en: 'There is no such event.' })
      return versions.map(({ at, ...version }, place) => ({
        ...version,
        at: at.toISOString(),
        changes: version.spec
          ? differencesBetween(versions.slice(place + 1).find(({ spec }) => spec)?.spec ?? null, version.spec)
          : [],
      }))
    },
  )

  api.post(
    '/api/events',
    {
      config: { permission: 'notes.write' },
      schema: { tags, summary: 'Writes an event down', body: AddEventAsk, response: { 200: EventWritten } },
    },
    async ({ body: { event, ...who } }) => ({ key: await addEvent(db, event, who, await named()), version: 1 }),
  )

  api.put(
    '/api/events/:key',
    {
      config: { permission: 'notes.write' },
      schema: {
        tags,
        summary: 'Writes an event otherwise; one that was withdrawn is there again',
        params,
        body: ChangeEventAsk,
        response: { 200: EventWritten },
      },
    },
    async ({ params: { key }, body: { event, ...ask } }) => ({
      key,
      version: await changeEvent(db, key, { ...ask, said: event }, await named()),
    }),
  )

  api.post(
    '/api/events/:key/withdraw',
    {
      config: { permission: 'notes.write' },
      schema: { tags, summary: 'Withdraws an event', params, body: WithdrawEventAsk, response: { 200: EventWritten } },
    },
    async ({ params: { key }, body }) => ({ key, version: await changeEvent(db, key, { ...body, said: null }, await named()) }),
  )

  async function named(): Promise<NamedByEvents> {
    const units = await unitsAsOf(db, context.units, null)
    const { indicators } = await registryAsOf(db, null)
    const domains = (await loadDomains()).map(({ pack }) => pack.id)
    return {
      units: new Set(units.all.map(({ key }) => key)),
      indicators: new Set(indicators.map(({ id }) => id)),
      domains: new Set(domains.filter((domain) => isDomainOn(province.domains, domain))),
    }
  }
}

const isDay = (text: string) => text.length === 10

function describe(registry: UnitRegistry, { told, span, origin, kept, reaches }: FoundEvent): EventAnswer {
  const { id, kind, title, units, indicators, domains, source, link } = told
  return {
    ...{ key: id, kind, indicators, domains, source, origin, reaches },
    title: { vi: title.vi, en: title.en ?? title.vi },
    from: span.from.toISOString(),
    to: span.to?.toISOString() ?? null,
    days: isDay(told.from) && (told.to === undefined || isDay(told.to)),
    units: units.map((key) => ({ key, name: registry.all.find((unit) => unit.key === key)?.name ?? key })),
    link: link ?? null,
    kept: kept && {
      ...{ version: kept.version, madeIn: kept.madeIn, by: kept.by, why: kept.why },
      at: kept.at.toISOString(),
      withdrawn: kept.spec === null,
      spec: told,
    },
  }
}
