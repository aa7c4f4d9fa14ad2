import { Localised } from '@ioc/sql/pack'
import { z } from 'zod'
import { Severity } from './alerts.ts'
import { By } from './by.ts'
import { instant, UnitName } from './trust.ts'

// Whom alerts are told to, by what, and what became of every message.

export const ChannelKey = z.enum(['in_app', 'email', 'sms', 'zalo', 'webhook'])
export type ChannelKey = z.infer<typeof ChannelKey>

const Addresses = z.partialRecord(ChannelKey.exclude(['in_app']), z.string().trim().min(1).max(500))

export const Recipient = z.object({
  key: z.string(),
  name: z.string(),
  unit: UnitName,
  role: z.string(),
  addresses: Addresses,
  /** On duty now. */
  duty: z.boolean(),
  simulated: z.boolean(),
})
export type Recipient = z.infer<typeof Recipient>

export const Shift = z.object({
  id: z.number(),
  contact: z.string(),
  name: z.string(),
  unit: z.string(),
  role: z.string(),
  begins: instant,
  ends: instant,
})
export type Shift = z.infer<typeof Shift>

export const RecipientsAnswer = z.object({
  recipients: z.array(Recipient),
  shifts: z.array(Shift),
  plan: z.object({
    /** From those who look first up. */
    roles: z.array(z.object({ key: z.string(), title: Localised })),
    chains: z.array(
      z.object({
        levels: z.array(Severity),
        domains: z.array(Localised),
        counts: z.enum(['working_hours', 'always']),
        /** `wait` in minutes. */
        steps: z.array(
          z.object({ role: z.string(), of: z.enum(['owner', 'province']), by: z.array(ChannelKey), wait: z.number() }),
        ),
      }),
    ),
    quiet: z.object({ from: z.string(), to: z.string() }).nullable(),
    digest: z.object({ levels: z.array(Severity), at: z.array(z.string()) }).nullable(),
    most: z.partialRecord(ChannelKey, z.number()),
  }),
  /** Units that answer for something, with the roles that nobody has there. */
  gaps: z.array(z.object({ unit: UnitName, roles: z.array(z.string()) })),
  /** Of whom somebody may be. */
  units: z.array(UnitName),
})
export type RecipientsAnswer = z.infer<typeof RecipientsAnswer>

const Said = z.object({
  name: z.string().trim().min(1, 'Ghi họ tên.').max(120),
  unit: z.string().max(128),
  role: z.string().max(64),
  addresses: Addresses,
})

/** `seen`: what was said of them when somebody began to change it; null where there was no such recipient. */
export const SaveRecipientAsk = Said.extend({ seen: Said.nullable() })
export type SaveRecipientAsk = z.infer<typeof SaveRecipientAsk>

export const AddShiftAsk = z.object({ contact: z.string().max(64), begins: instant, ends: instant, by: By })

export const ChannelsAnswer = z.object({
  channels: z.array(
    z.object({
      key: ChannelKey,
      title: Localised,
      /** As JSON Schema, with titles and help. */
      form: z.unknown(),
      /** Null where it was never set up. Secrets are named, not told. */
      settings: z.record(z.string(), z.unknown()).nullable(),
      off: z.boolean(),
      setBy: z.string().nullable(),
      setAt: instant.nullable(),
      waiting: z.number(),
      sent: z.number(),
      dead: z.number(),
      lastSentAt: instant.nullable(),
      /** What the other side said last, where it took nothing since. */
      trouble: Localised.nullable(),
    }),
  ),
})
export type ChannelsAnswer = z.infer<typeof ChannelsAnswer>

const ChannelSetUp = z.object({ settings: z.record(z.string(), z.unknown()), off: z.boolean() })
/** `seen` is how it was set when whoever asks looked, null where it was not. */
export const SetChannelAsk = ChannelSetUp.extend({ by: By, seen: ChannelSetUp.nullable() })
export type SetChannelAsk = z.input<typeof SetChannelAsk>
export const SetChannelAnswer = z.object({ faults: z.array(z.object({ path: z.array(z.string()), message: z.string() })) })

export const MessageStatus = z.enum(['waiting', 'sent', 'dead'])
export type MessageStatus = z.infer<typeof MessageStatus>

export const Message = z.object({
  id: z.number(),
  contact: z.string(),
  name: z.string(),
  channel: ChannelKey,
  /** Hidden in part: who looks at the list need not call them. */
  address: z.string(),
  headline: z.string(),
  /** Where in the console it is seen to. */
  path: z.string(),
  level: Severity.nullable(),
  status: MessageStatus,
  madeAt: instant,
  dueAt: instant,
  settledAt: instant.nullable(),
  seenAt: instant.nullable(),
  attempts: z.number(),
  answer: Localised.nullable(),
})
export type Message = z.infer<typeof Message>

export const MessagesAnswer = z.object({ messages: z.array(Message) })
export type MessagesAnswer = z.infer<typeof MessagesAnswer>

export const ReceiptsAnswer = z.object({
  attempts: z.array(
    z.object({ at: instant, outcome: z.enum(['sent', 'failed', 'refused']), answer: Localised, tookMs: z.number() }),
  ),
})
export type ReceiptsAnswer = z.infer<typeof ReceiptsAnswer>

export const AscentAnswer = z.object({
  steps: z.array(z.object({ at: instant, role: Localised, unit: z.string().nullable(), told: z.number() })),
  nextAt: instant.nullable(),
  messages: z.array(Message),
})
export type AscentAnswer = z.infer<typeof AscentAnswer>
