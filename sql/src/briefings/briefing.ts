import { z } from 'zod'
import { Classification, Comparison, Period } from '../pack/pack.ts'
import { LayoutKey, LayoutTitle } from '../screens/scene.ts'
import { Cadence } from './cadence.ts'

const line = z.string().trim().min(1).max(300)
const indicator = z.string().max(128)

/** With what a figure is set beside: as known at the report before (`last_report`), or as everywhere else. */
const Against = z.union([z.literal('last_report'), Comparison.exclude(['target', 'peers'])])
export type Against = z.infer<typeof Against>

const Figure = z.union([
  indicator.transform((id) => ({ indicator: id, period: undefined })),
  z.strictObject({ indicator, period: Period.optional() }),
])

const most = z.number().int().min(1).max(200)

/** Indicators of the province: value, before, change, target, how far it is reached, state. */
const Figures = z.strictObject({
  kind: z.literal('figures'),
  title: line,
  against: Against.default('last_report'),
  figures: z.array(Figure).min(1).max(60),
})
export type FiguresSection = z.infer<typeof Figures>

/** What is wrong by its cause, and who answers for it. */
const Alerts = z.strictObject({ kind: z.literal('alerts'), title: line, most: most.default(15) })
export type AlertsSection = z.infer<typeof Alerts>

/** What was ordered and is overdue, or due within so many days. */
const Directives = z.strictObject({
  kind: z.literal('directives'),
  title: line,
  within: z.number().int().min(0).max(60).default(3),
  most: most.default(15),
})
export type DirectivesSection = z.infer<typeof Directives>

/** The units of a kind whose number got worst within so many days, as it was known then. */
const Falls = z.strictObject({
  kind: z.literal('falls'),
  title: line,
  indicator,
  units: z.array(z.string().max(64)).min(1).default(['commune']),
  days: z.number().int().min(1).max(366).default(7),
  most: most.default(10),
})
export type FallsSection = z.infer<typeof Falls>

/** Sources that keep their promise no longer. */
const Sources = z.strictObject({ kind: z.literal('sources'), title: line, most: most.default(15) })
export type SourcesSection = z.infer<typeof Sources>

const Section = z.discriminatedUnion('kind', [Figures, Alerts, Directives, Falls, Sources])
export type Section = z.infer<typeof Section>

/** What is left open in it is filled in by the occasion: `{day}`, `{week}`, `{month}`. See words.ts. */
const Sentence = z.string().trim().min(1).max(1_000)

/** A report the house makes by itself, laid out as Decree 30/2020/NĐ-CP has it. The document is in Vietnamese. */
export const Briefing = z.strictObject({
  id: LayoutKey,
  title: LayoutTitle,
  cadence: Cadence,
  /** Nothing classified higher stands in it. */
  classification: Classification.default('internal'),
  head: z.strictObject({
    /** The agency above, where it is named. */
    over: line.optional(),
    body: line,
    /** `{n}/BC-VP`: {n} is counted from 1 every year. */
    number: z
      .string()
      .max(60)
      .regex(/^[^{}]*\{n\}[^{}]*$/, 'Write the number with one {n} in it, as in {n}/BC-VP.'),
    place: line,
  }),
  subject: Sentence,
  opening: Sentence.optional(),
  sections: z.array(Section).min(1).max(20),
  closing: Sentence.optional(),
  recipients: z.array(line).min(1).max(20),
  signer: z.strictObject({
    /** On whose behalf, as «TL. CHỦ TỊCH»; then the title of whoever signs. */
    titles: z.array(line).min(1).max(3),
    name: line.optional(),
  }),
})
export type Briefing = z.infer<typeof Briefing>
