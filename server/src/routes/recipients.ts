import {
  addShift,
  ascentOf,
  changeContact,
  dayOf,
  endShift,
  findMessages,
  Invalid,
  listContacts,
  listShifts,
  loadDomains,
  loadEscalationPlan,
  onDuty,
  registryAsOf,
  removeContact,
  rosterGaps,
  unitsAsOf,
} from '@ioc/sql'
import { channelForms, OUTWARD } from '@ioc/workers/delivery'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { AddShiftAsk, AscentAnswer, RecipientsAnswer, SaveRecipientAsk } from '../../contract/index.ts'
import { describeMessage } from '../alerts/messages.ts'
import type { TileContext } from '../tiles/context.ts'

const tags = ['alerts']
const MESSAGES = 50

/** Who is told of alerts, who is on duty, and whom an alert has looked for. */
export function recipientRoutes(app: FastifyInstance, context: TileContext): void {
  const { province } = context
  const { db } = context.database
  const api = app.withTypeProvider<ZodTypeProvider>()
  const params = z.object({ recipient: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/) })

  api.get(
    '/api/recipients',
    {
      config: { permission: 'alerts.read' },
      schema: {
        tags,
        summary: 'Who may be told of alerts, who is on duty, by which plan, and which roles nobody has',
        response: { 200: RecipientsAnswer },
      },
    },
    async () => {
      const now = new Date()
      const units = await unitsAsOf(db, context.units, null)
      const registry = await registryAsOf(db, null)
      const plan = loadEscalationPlan(province.key)
      const contacts = await listContacts(db)
      const duty = await onDuty(db, now)
      const titles = new Map((await loadDomains()).map(({ pack }) => [pack.id, pack.title]))
      const nameOf = (id: number) => ({ key: units.get(id).key, name: units.get(id).name })
      const isHere = ({ id, parent_id }: { id: number; parent_id: number | null }) =>
        id === province.unitId || parent_id === province.unitId
      return {
        recipients: contacts.map(({ unitId, ...contact }) => ({
          ...contact,
          unit: nameOf(unitId),
          duty: duty.has(contact.key),
        })),
        shifts: (await listShifts(db, now)).map((shift) => ({
          ...shift,
          begins: shift.begins.toISOString(),
          ends: shift.ends.toISOString(),
        })),
        plan: {
          ...{ quiet: plan.quiet, digest: plan.digest, most: plan.most },
          roles: Object.entries(plan.roles).map(([key, title]) => ({ key, title })),
          chains: plan.chains.map(({ domains = [], ...chain }) => ({
            ...chain,
            domains: domains.map((domain) => titles.get(domain) ?? { vi: domain, en: domain }),
          })),
        },
        gaps: (await rosterGaps(db, { registry, units, province }, plan, contacts)).map(({ unitId, roles }) => ({
          unit: nameOf(unitId),
          roles,
        })),
        units: units
          .standing(dayOf(now))
          .filter(isHere)
          .map(({ id }) => nameOf(id)),
      }
    },
  )

  api.post(
    '/api/recipients/:recipient',
    {
      config: { permission: 'people.manage' },
      schema: {
        tags,
        summary: 'Makes or changes who may be told of alerts',
        params,
        body: SaveRecipientAsk,
        response: { 200: z.object({ recipient: z.string() }) },
      },
    },
    async ({ params: { recipient }, body: { seen, ...said } }) => {
      const units = await unitsAsOf(db, context.units, null)
      const { role, addresses } = said
      if (!(role in loadEscalationPlan(province.key).roles))
        throw new Invalid({ vi: `Không có vai «${role}».`, en: `There is no role «${role}».` })
      for (const channel of OUTWARD) {
        const address = addresses[channel]
        const trouble = address === undefined ? null : channelForms[channel].addressTrouble(address)
        if (trouble) throw new Invalid(trouble)
      }
      const meant = ({ unit, ...more }: typeof said) => ({ ...more, unitId: units.find(unit).id })
      await changeContact(db, recipient, { seen: seen && meant(seen), after: meant(said) })
      return { recipient }
    },
  )

  api.post(
    '/api/recipients/:recipient/remove',
    {
      config: { permission: 'people.manage' },
      schema: {
        tags,
        summary: 'Tells somebody no more; what they were told stays',
        params,
        response: { 200: z.object({ recipient: z.string() }) },
      },
    },
    async ({ params: { recipient } }) => {
      await removeContact(db, recipient)
      return { recipient }
    },
  )

  api.post(
    '/api/shifts',
    {
      config: { permission: 'people.manage' },
      schema: {
        tags,
        summary: 'Puts somebody on duty for their role',
        body: AddShiftAsk,
        response: { 200: z.object({ shift: z.number() }) },
      },
    },
    async ({ body: { contact, begins, ends, by } }) => ({
      shift: await addShift(db, { contact, begins: new Date(begins), ends: new Date(ends), by }),
    }),
  )

  api.post(
    '/api/shifts/:shift/end',
    {
      config: { permission: 'people.manage' },
      schema: {
        tags,
        summary: 'Ends a shift now, or takes back one to come; whoever is next is told what is open',
        params: z.object({ shift: z.coerce.number().int().positive() }),
        response: { 200: z.object({ shift: z.number() }) },
      },
    },
    async ({ params: { shift } }) => {
      await endShift(db, shift)
      return { shift }
    },
  )

  api.get(
    '/api/alerts/:alert/told',
    {
      config: { permission: 'alerts.read' },
      schema: {
        tags,
        summary: 'Whom an alert has looked for, who was told by what, and when the next is',
        params: z.object({ alert: z.coerce.number().int().positive() }),
        response: { 200: AscentAnswer },
      },
    },
    async ({ params: { alert } }) => {
      const { roles } = loadEscalationPlan(province.key)
      const { steps, nextAt } = await ascentOf(db, alert)
      return {
        steps: steps.map(({ at, role, ...step }) => ({
          ...step,
          at: at.toISOString(),
          role: roles[role] ?? { vi: role, en: role },
        })),
        nextAt: nextAt?.toISOString() ?? null,
        messages: (await findMessages(db, { alert, limit: MESSAGES })).map(describeMessage),
      }
    },
  )
}
