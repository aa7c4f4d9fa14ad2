import type { Letter } from '@ioc/sql'
import type { Localised } from '@ioc/sql/pack'
import type { z } from 'zod'

/** A message on its way out. */
export interface Parcel {
  /** The same at every attempt, so that whoever gets it twice can tell. */
  id: number
  name: string
  address: string
  letter: Letter
  /** Where the console is, for links. */
  home: string
}

export interface SendContext {
  signal: AbortSignal
  /** What the other side said, fit to keep: its beginning, without the secrets it may repeat. */
  quote(said: string): string
  /** A secret that the channel keeps for itself; undefined where it has none yet. */
  openSecret(name: string): Promise<string | undefined>
  /** Keeps a secret that the other side has changed: a token that is good once. */
  keepSecret(name: string, value: string): Promise<void>
  /** Of all processes one at a time does this for the channel. */
  alone<T>(work: () => Promise<T>): Promise<T>
}

/** What a person sets of a channel, and where a recipient is reached. `config.ts` of its folder. */
export interface ChannelForm<S = unknown> {
  title: Localised
  settings: z.ZodType<S>
  /** Why an address is none; null where it is one. */
  addressTrouble(address: string): Localised | null
}

/** A way to reach people: one folder each. */
export interface Channel<S = unknown> extends ChannelForm<S> {
  /** Hands a message over and answers with the other side’s word for it. Throws a DeliveryFault, or whatever broke on the way. */
  send(parcel: Parcel, settings: S, context: SendContext): Promise<string>
}

/** The other side does not take a message, in its own words or ours. `isFinal`: it would not however often it is tried. */
export class DeliveryFault extends Error {
  readonly en: string
  readonly isFinal: boolean

  constructor(said: string | Localised, { isFinal = false }: { isFinal?: boolean } = {}) {
    const { vi, en } = typeof said === 'string' ? { vi: said, en: said } : said
    super(vi)
    this.en = en
    this.isFinal = isFinal
  }
}
