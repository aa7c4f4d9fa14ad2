import {
  attemptsOf,
  changeChannel,
  channelHealth,
  findMessages,
  keyFile,
  listChannels,
  NotFound,
  seeMessages,
  sendAgain,
  sendTest,
  setChannelSecret,
} from '@ioc/sql'
import { channelForms, channelSchema, channelTrouble, OUTWARD, type OutwardKey } from '@ioc/workers/delivery'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  ChannelKey,
  ChannelsAnswer,
  MessageStatus,
  MessagesAnswer,
  ReceiptsAnswer,
  SetChannelAnswer,
  SetChannelAsk,
} from '../../contract/index.ts'
import { describeMessage } from '../alerts/messages.ts'
import { languageOf, saidIn } from '../plugins/language.ts'
import type { TileContext } from '../tiles/context.ts'

const tags = ['alerts']
const NONE = { waiting: 0, sent: 0, dead: 0, lastSentAt: null, trouble: null }

/** The messages that alerts became, what the other side said, and the channels they go by. */
export function messageRoutes(app: FastifyInstance, { database: { db } }: TileContext): void {
  const api = app.withTypeProvider<ZodTypeProvider>()
  const channelParams = z.object({ channel: z.enum(OUTWARD as [OutwardKey, ...OutwardKey[]]) })
  const messageParams = z.object({ message: z.coerce.number().int().positive() })

  api.get(
    '/api/messages',
    {
      config: { permission: 'alerts.read' },
      schema: {
        tags,
        summary: 'Messages, the newest first',
        querystring: z.object({
          contact: z.string().max(64).optional(),
          channel: ChannelKey.optional(),
          status: MessageStatus.optional(),
          unseen: z.stringbool().optional().describe('Only those nobody has read in the console'),
          limit: z.coerce.number().int().min(1).max(500).default(100),
        }),
        response: { 200: MessagesAnswer },
      },
    },
    async ({ query }) => ({ messages: (await findMessages(db, query)).map(describeMessage) }),
  )

  api.get(
    '/api/messages/:message',
    {
      config: { permission: 'alerts.read' },
      schema: {
        tags,
        summary: 'Every attempt to send a message, with what was answered',
        params: messageParams,
        response: { 200: ReceiptsAnswer },
      },
    },
    async ({ params: { message } }) => ({
      attempts: (await attemptsOf(db, message)).map(({ at, ...attempt }) => ({ ...attempt, at: at.toISOString() })),
    }),
  )

  api.post(
    '/api/messages/:message/again',
    {
      config: { permission: 'people.manage' },
      schema: {
        tags,
        summary: 'Sends a message that was given up, to where the person is reached now',
        params: messageParams,
        response: { 200: z.object({ message: z.number() }) },
      },
    },
    async ({ params: { message } }) => {
      await sendAgain(db, message)
      return { message }
    },
  )

  api.post(
    '/api/messages/seen',
    {
      config: { permission: 'alerts.read' },
      schema: {
        tags,
        summary: 'Somebody has read these messages in the console',
        body: z.object({ contact: z.string().max(64), messages: z.array(z.number().int().positive()).max(500) }),
        response: { 200: z.object({ messages: z.array(z.number()) }) },
      },
    },
    async ({ body: { contact, messages } }) => {
      await seeMessages(db, contact, messages)
      return { messages }
    },
  )

  api.get(
    '/api/channels',
    {
      config: { permission: 'alerts.read' },
      schema: { tags, summary: 'The channels, how each is set up and how messages go by it', response: { 200: ChannelsAnswer } },
    },
    async () => {
      const stored = new Map((await listChannels(db)).map((channel) => [channel.key, channel]))
      const health = await channelHealth(db)
      return {
        channels: OUTWARD.map((key) => {
          const { settings = null, off = false, setBy = null, setAt = null } = stored.get(key) ?? {}
          const { channel: _, lastSentAt, ...told } = health.get(key) ?? { channel: key, ...NONE }
          return {
            ...{ key, title: channelForms[key].title, form: channelSchema(key), settings, off, setBy },
            ...told,
            ...{ setAt: setAt?.toISOString() ?? null, lastSentAt: lastSentAt?.toISOString() ?? null },
          }
        }),
      }
    },
  )

  api.post(
    '/api/channels/:channel',
    {
      config: { permission: 'people.manage' },
      schema: {
        tags,
        summary: 'Sets how a channel reaches its gateway; secrets are set by themselves',
        params: channelParams,
        body: SetChannelAsk,
        response: { 200: SetChannelAnswer },
      },
    },
    async ({ params: { channel }, body, headers }) => {
      const faults = await channelTrouble(db, channel, body.settings)
      if (faults.length === 0) await changeChannel(db, { key: channel, ...body })
      return { faults: faults.map(saidIn(languageOf({ headers }))) }
    },
  )

  api.post(
    '/api/channels/:channel/secrets/:name',
    {
      config: { permission: 'people.manage' },
      schema: {
        tags,
        summary: 'Keeps a secret of a channel, sealed; nothing gives it back',
        params: channelParams.extend({ name: z.string().max(63) }),
        body: z.object({ value: z.string().min(1).max(10_000) }),
        response: { 200: z.object({ name: z.string() }) },
      },
    },
    async ({ params: { channel, name }, body: { value } }) => {
      await setChannelSecret(db, keyFile(), { channel, name }, value)
      return { name }
    },
  )

  api.post(
    '/api/channels/:channel/test',
    {
      config: { permission: 'people.manage' },
      schema: {
        tags,
        summary: 'Sends somebody a message that says nothing but that it came',
        params: channelParams,
        body: z.object({ contact: z.string().max(64) }),
        response: { 200: z.object({ message: z.number() }) },
      },
    },
    async ({ params: { channel }, body: { contact } }) => {
      if (!(await listChannels(db)).some(({ key, off }) => key === channel && !off))
        throw new NotFound({ vi: 'Kênh này chưa được đặt hoặc đang tắt.', en: 'This channel is not set up, or is off.' })
      return { message: await sendTest(db, { contact, channel }) }
    },
  )
}
