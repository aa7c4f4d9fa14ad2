import { Localised } from '@ioc/sql/pack'
import { z } from 'zod'
import { By } from './by.ts'
import { instant } from './trust.ts'

// What somebody proposes to change of what the house goes by, and what becomes of it. sql/src/proposals keeps them.

export const About = z.enum(['feeds', 'rules', 'alerts', 'indicators', 'plans'])
export type About = z.infer<typeof About>
export const ProposalState = z.enum(['draft', 'waiting', 'returned', 'published', 'withdrawn'])
export type ProposalState = z.infer<typeof ProposalState>
const Action = z.enum(['submit', 'withdraw', 'return', 'publish'])

export const ProposalRow = z.object({
  id: z.number(),
  about: About,
  /** Which of them: a feed’s key or draft/ID, domain.kind/rule, the id of a rule, an indicator or a plan. */
  key: z.string(),
  title: Localised,
  state: ProposalState,
  why: z.string(),
  by: z.string(),
  changedAt: instant,
  /** Whoever asks answers for it. */
  isMine: z.boolean(),
})
export type ProposalRow = z.infer<typeof ProposalRow>

export const ProposalsAnswer = z.object({
  /** What two people publish in this province. */
  reviewed: z.array(About),
  proposals: z.array(ProposalRow),
})
export type ProposalsAnswer = z.infer<typeof ProposalsAnswer>

const Fault = z.object({ line: z.number().nullable(), message: z.string() })

export const ProposalAnswer = ProposalRow.extend({
  /** Counts the saves: what was looked at is what is decided about. */
  edit: z.number(),
  /** Who else had a hand in it. */
  madeBy: z.array(z.string()),
  changes: z.array(z.object({ path: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
  /** It takes the thing away. */
  removes: z.boolean(),
  events: z.array(z.object({ at: instant, action: Action, by: z.string(), note: z.string().nullable(), alone: z.boolean() })),
  /** Of an indicator or a plan: the text it is typed as, and what keeps that from holding. */
  text: z.string().nullable(),
  faults: z.array(Fault),
  /** The draft of a feed that it is. */
  draft: z.number().nullable(),
  /** What it would make of a rule of records, or of an alert rule: to try them with. */
  rule: z.object({ kind: z.string(), rule: z.string(), change: z.unknown() }).nullable(),
  alert: z.unknown().nullable(),
  /** What whoever asks can do, and why they can’t publish it where they are one who publishes. */
  can: z.array(Action),
  trouble: z.string().nullable(),
})
export type ProposalAnswer = z.infer<typeof ProposalAnswer>

export const TypedNames = z.array(z.object({ about: z.enum(['indicators', 'plans']), key: z.string(), title: Localised }))
export type TypedNames = z.infer<typeof TypedNames>

export const BeginProposalAsk = z.object({
  about: z.enum(['indicators', 'plans']),
  /** Null: a new one. */
  key: z.string().max(200).nullable(),
  by: By,
})
export const SaveProposalAsk = z.object({ text: z.string().max(200_000), edit: z.number().int().min(0), by: By })
export const ActOnProposalAsk = z.object({
  action: Action,
  edit: z.number().int().min(0),
  note: z.string().trim().max(500).nullable(),
  by: By,
})
export type ActOnProposalAsk = z.input<typeof ActOnProposalAsk>

/** Of a change that holds at once, null; of one that takes a second person, the proposal it became. */
export const Proposed = z.object({ proposal: z.number().nullable() })
