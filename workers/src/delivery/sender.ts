import { setTimeout as sleep } from 'node:timers/promises'
import {
  type Attempt,
  aloneForChannel,
  type Db,
  keyFile,
  listChannels,
  openChannelSecret,
  setChannelSecret,
  settleMessage,
  takeMessage,
} from '@ioc/sql'
import type { Localised } from '@ioc/sql/pack'
import { maskSecrets, openSettings } from '../connectors/secrets.ts'
import { type Channel, DeliveryFault, type SendContext } from './channel.ts'
import { loadChannel, type OutwardKey } from './channels.ts'

const LOOK_MS = 1_000
const LONGEST_QUOTE = 300

export interface Sender {
  close(): Promise<void>
}

/** Sends what waits for one channel, one after the other: a gateway that hangs holds up its own messages and no others. */
export async function startSender(db: Db, key: OutwardKey, home: string, onError: (error: unknown) => void): Promise<Sender> {
  const channel = await loadChannel(key)
  const stopping = new AbortController()
  const running = (async () => {
    while (!stopping.signal.aborted) {
      const isSent = await sendNext(db, key, channel, home, stopping.signal).catch((error) => {
        onError(error)
        return false
      })
      if (!isSent) await sleep(LOOK_MS, undefined, { signal: stopping.signal }).catch(() => {})
    }
  })()
  return {
    async close() {
      stopping.abort()
      await running
    },
  }
}

/** Whether there was one. */
async function sendNext(db: Db, key: OutwardKey, channel: Channel, home: string, signal: AbortSignal): Promise<boolean> {
  const stored = (await listChannels(db)).find((each) => each.key === key)
  if (!stored || stored.off) return false
  const message = await takeMessage(db, key)
  if (!message) return false
  const began = performance.now()
  const attempt = await tryToSend(db, key, channel, stored.settings, { ...message, home }, signal)
  // Stopped on the way: its time runs out, and it is tried again.
  if (signal.aborted && attempt.outcome !== 'sent') return false
  await settleMessage(db, message, { ...attempt, tookMs: performance.now() - began })
  return true
}

async function tryToSend(
  db: Db,
  key: OutwardKey,
  { settings: form, send }: Channel,
  stored: Record<string, unknown>,
  parcel: Parameters<Channel['send']>[0],
  signal: AbortSignal,
): Promise<Omit<Attempt, 'tookMs'>> {
  // Nor is it told of whom: what a gateway answers is kept for good.
  const secrets: string[] = [parcel.address]
  try {
    const keeper = (name: string) => openChannelSecret(db, keyFile(), { channel: key, name })
    const open = await openSettings(form, form.parse(stored), keeper)
    secrets.push(...open.secrets)
    const answer = fitToKeep(await send(parcel, open.settings, contextOf(db, key, signal, secrets)), secrets)
    return { outcome: 'sent', answer: { vi: answer, en: answer } }
  } catch (error) {
    const isFinal = error instanceof DeliveryFault && error.isFinal
    const { vi, en } = sayError(error)
    const answer = { vi: fitToKeep(vi, secrets), en: fitToKeep(en, secrets) }
    return { outcome: isFinal ? 'refused' : 'failed', answer }
  }
}

function contextOf(db: Db, channel: OutwardKey, signal: AbortSignal, secrets: string[]): SendContext {
  return {
    signal,
    quote: (said) => fitToKeep(said, secrets).slice(0, LONGEST_QUOTE),
    async openSecret(name) {
      const secret = await openChannelSecret(db, keyFile(), { channel, name })
      if (secret !== undefined) secrets.push(secret)
      return secret
    },
    async keepSecret(name, value) {
      secrets.push(value)
      await setChannelSecret(db, keyFile(), { channel, name }, value)
    },
    alone: (work) => aloneForChannel(db, channel, work),
  }
}

/** Without secrets, and without what PostgreSQL keeps in no text: a receipt that can’t be kept would have its message sent again. */
function fitToKeep(said: string, secrets: string[]): string {
  return maskSecrets(said, secrets).replaceAll('\0', '\ufffd')
}

/** What broke, with what lay beneath: «fetch failed» alone helps nobody. */
function sayError(error: unknown): Localised {
  const { message = String(error), cause, code, en } = (error ?? {}) as Partial<Error & { code: unknown; en: string }>
  const beneath = cause instanceof Error && cause.message !== message ? `: ${cause.message}` : ''
  const vi = `${message || String(code)}${beneath}`
  return { vi, en: en === undefined ? vi : `${en}${beneath}` }
}
