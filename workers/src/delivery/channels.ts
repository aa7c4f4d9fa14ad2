import type { ChannelKey } from '@ioc/sql'
import type { Channel, ChannelForm } from './channel.ts'
import * as email from './channels/email/config.ts'
import * as sms from './channels/sms/config.ts'
import * as webhook from './channels/webhook/config.ts'
import * as zalo from './channels/zalo/config.ts'

/** What leaves the house. The console is no gateway: a message there has arrived. */
export type OutwardKey = Exclude<ChannelKey, 'in_app'>

/** What is asked of each channel; no sender is loaded from here. */
export const channelForms: Record<OutwardKey, ChannelForm> = { email, sms, zalo, webhook }

export const OUTWARD = Object.keys(channelForms) as OutwardKey[]

const SENDERS: Record<OutwardKey, () => Promise<{ send: unknown }>> = {
  email: () => import('./channels/email/send.ts'),
  sms: () => import('./channels/sms/send.ts'),
  zalo: () => import('./channels/zalo/send.ts'),
  webhook: () => import('./channels/webhook/send.ts'),
}

/** A channel with its sender. */
export async function loadChannel(key: OutwardKey): Promise<Channel> {
  const { send } = (await SENDERS[key]()) as Pick<Channel, 'send'>
  return { ...channelForms[key], send }
}
