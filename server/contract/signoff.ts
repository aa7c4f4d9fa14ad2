import { z } from 'zod'
import { By } from './by.ts'

// Sign-off of periods: which figures are to be signed by whom, how they stand, and the steps of signing and unlocking.

const Localised = z.object({ vi: z.string(), en: z.string() })
const instant = z.string()
const Every = z.enum(['month', 'quarter', 'year'])
const SignoffUnit = z.object({ key: z.string(), name: z.string() })

/** `locked`: signed by the province, whether the unit signed or was named as missing; `reopened`: unlocked after it was signed. */
export const SignoffState = z.enum(['not_due', 'waiting', 'late', 'signed', 'locked', 'reopened'])
export type SignoffState = z.infer<typeof SignoffState>

const SignoffPeriod = z.object({
  from: z.iso.date(),
  last: z.iso.date(),
  name: Localised,
  due: z.iso.date(),
  provinceDue: z.iso.date(),
})

const SignoffCell = z.object({
  period: z.iso.date(),
  state: SignoffState,
  by: z.string().nullable(),
  at: instant.nullable(),
  note: z.string().nullable().describe('Of a unit that had not signed, why the province signed without it'),
  lateDays: z.number(),
})
export type SignoffCell = z.infer<typeof SignoffCell>

/** Every round of the province with its newest periods, the oldest first; of its rows the province is the first. */
export const SignoffAnswer = z.object({
  rounds: z.array(
    z.object({
      id: z.string(),
      title: Localised,
      every: Every,
      periods: z.array(SignoffPeriod),
      rows: z.array(z.object({ unit: SignoffUnit, cells: z.array(SignoffCell) })),
    }),
  ),
})
export type SignoffAnswer = z.infer<typeof SignoffAnswer>
export type SignoffRound = SignoffAnswer['rounds'][number]

const SignoffFigure = z.object({
  indicator: z.string(),
  title: Localised,
  unit: Localised,
  decimals: z.number(),
  value: z.number().nullable(),
  state: z.string(),
  asOf: instant.nullable().describe('When its source told it'),
})

const SignoffStep = z.object({
  id: z.number(),
  at: instant,
  by: z.string(),
  action: z.enum(['sign', 'unlock']),
  signedFor: z.string().nullable().describe('The unit whose account signed, of one that has ended'),
  note: z.string().nullable(),
  missing: z.array(z.object({ unit: z.string(), note: z.string() })),
  sha256: z.string(),
})

/** One unit's figures of one period: as they read now, as they were last signed (unlocked since or not), what waits beside them, and what was done. */
export const SignoffPeriodAnswer = z.object({
  round: z.object({ id: z.string(), title: Localised, every: Every }),
  unit: SignoffUnit,
  level: z.enum(['unit', 'province']),
  period: SignoffPeriod,
  state: SignoffState,
  figures: z.array(SignoffFigure.extend({ signed: SignoffFigure.pick({ value: true, state: true, asOf: true }).nullable() })),
  sha256: z.string().describe('Of the figures as they read now; sent back when they are signed'),
  held: z.array(z.object({ feed: z.string(), rows: z.number() })).describe('Rows that wait because this period is or was signed'),
  heldOfDomain: z.number().describe('Rows of the domain’s feeds that wait for a person, of all units'),
  unsigned: z.array(SignoffUnit).describe('Of the province: units that have not signed'),
  /** Why whoever asks can't do it now; null where they can, as far as their permissions go. */
  trouble: z.object({ sign: Localised.nullable(), unlock: Localised.nullable() }),
  steps: z.array(SignoffStep),
})
export type SignoffPeriodAnswer = z.infer<typeof SignoffPeriodAnswer>

export const SignPeriodAsk = z.object({
  by: By,
  seen: z.string().length(64),
  missing: z
    .array(z.object({ unit: z.string().max(128), note: z.string().trim().min(1).max(500) }))
    .max(2_000)
    .default([]),
})
export type SignPeriodAsk = z.input<typeof SignPeriodAsk>

export const UnlockPeriodAsk = z.object({ by: By, note: z.string().trim().min(1).max(500) })
export type UnlockPeriodAsk = z.input<typeof UnlockPeriodAsk>

export const TakeInAsk = z.object({ by: By })

const Signing = z.object({
  round: z.string(),
  level: z.enum(['unit', 'province']),
  unit: z.string(),
  period: z.object({ from: z.iso.date(), name: Localised }),
  by: z.string(),
  at: instant,
  /** What it was signed as; null where a part or the whole of this was signed, and not this. */
  figure: z.object({ value: z.number().nullable() }).nullable(),
})

const SigningWithin = Signing.extend({
  from: instant,
  to: instant,
  units: z.array(z.string()).describe('Of the unit asked about and those below it, whose figures it keeps'),
}).describe('With what its own unit signed for the whole of its period')
export type SigningWithin = z.infer<typeof SigningWithin>

/** The signing that keeps a figure as it is; null where it may still move. */
export const SigningAnswer = z.object({
  signing: Signing.nullable(),
  within: z
    .array(SigningWithin)
    .describe('Where asked for: every signing of the unit or those below it over a part of the stretch'),
})
export type SigningAnswer = z.infer<typeof SigningAnswer>
