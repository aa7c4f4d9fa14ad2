import {
  AscentAnswer,
  ChannelsAnswer,
  type MessageStatus,
  MessagesAnswer,
  ReceiptsAnswer,
  RecipientsAnswer,
  type SaveRecipientAsk,
  SetChannelAnswer,
  type SetChannelAsk,
} from '@ioc/server/contract'
import { queryOptions } from '@tanstack/react-query'
import { getJson } from '../../../api/get.ts'
import { sendJson } from '../../../api/send.ts'

const OFTEN_MS = 3_000
const SELDOM_MS = 15_000

export const recipientsQuery = () =>
  queryOptions({
    queryKey: ['told', 'recipients'],
    queryFn: async ({ signal }) => RecipientsAnswer.parse(await getJson('/api/recipients', signal)),
    refetchInterval: SELDOM_MS,
  })

export const channelsQuery = () =>
  queryOptions({
    queryKey: ['told', 'channels'],
    queryFn: async ({ signal }) => ChannelsAnswer.parse(await getJson('/api/channels', signal)),
    refetchInterval: OFTEN_MS,
  })

export const messagesQuery = ({ status, contact, unseen }: { status?: MessageStatus; contact?: string; unseen?: boolean }) =>
  queryOptions({
    queryKey: ['told', 'messages', status, contact, unseen],
    queryFn: async ({ signal }) => {
      const asked = new URLSearchParams({
        ...(status && { status }),
        ...(contact && { contact }),
        ...(unseen && { unseen: 'true' }),
      })
      return MessagesAnswer.parse(await getJson(`/api/messages?${asked}`, signal))
    },
    refetchInterval: OFTEN_MS,
  })

export const receiptsQuery = (message: number) =>
  queryOptions({
    queryKey: ['told', 'receipts', message],
    queryFn: async ({ signal }) => ReceiptsAnswer.parse(await getJson(`/api/messages/${message}`, signal)),
    refetchInterval: OFTEN_MS,
  })

export const ascentQuery = (alert: number) =>
  queryOptions({
    queryKey: ['told', 'alert', alert],
    queryFn: async ({ signal }) => AscentAnswer.parse(await getJson(`/api/alerts/${alert}/told`, signal)),
    refetchInterval: OFTEN_MS,
  })

export const saveRecipient = (key: string, ask: SaveRecipientAsk) => sendJson(`/api/recipients/${key}`, ask)
export const removeRecipient = (key: string) => sendJson(`/api/recipients/${key}/remove`, {})
export const addShift = (ask: { contact: string; begins: string; ends: string }) => sendJson('/api/shifts', ask)
export const endShift = (shift: number) => sendJson(`/api/shifts/${shift}/end`, {})
export const sendAgain = (message: number) => sendJson(`/api/messages/${message}/again`, {})
export const seeMessages = (contact: string, messages: number[]) => sendJson('/api/messages/seen', { contact, messages })
export const keepChannelSecret = (channel: string, name: string, value: string) =>
  sendJson(`/api/channels/${channel}/secrets/${encodeURIComponent(name)}`, { value })
export const sendTest = (channel: string, contact: string) => sendJson(`/api/channels/${channel}/test`, { contact })
export const setChannel = async (channel: string, ask: SetChannelAsk) =>
  SetChannelAnswer.parse(await sendJson(`/api/channels/${channel}`, ask))
