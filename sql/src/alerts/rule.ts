import { z } from 'zod'
import { Levels, Localised } from '../pack/pack.ts'

// What a province wants to be told of. A rule of records (sql/src/rules) asks whether a row may come in; this one watches what came of them.

const Slug = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'small letters, digits and dashes')
const IndicatorId = z.string().regex(/^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/, 'an indicator’s id reads domain.name')
const Seconds = z
  .number()
  .int()
  .min(0)
  .max(31 * 86_400)
/** A day of any year, mm-dd. */
const DayOfYear = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'a day of the year reads mm-dd')

export const Severity = z.enum(['watch', 'warn', 'critical'])
export type Severity = z.infer<typeof Severity>

/** What each severity begins at, and what must be passed on the way back before it ends; the same where left out. */
const Bounds = { levels: Levels, recover: Levels.default({}) }

/** Other bounds for some units, for units of some kinds, or in a season; the last that fits holds. */
const Exception = z.strictObject({
  units: z.array(z.string()).min(1).optional(),
  kinds: z.array(z.string()).min(1).optional(),
  /** First and last day, of every year; may reach over New Year. */
  season: z.strictObject({ from: DayOfYear, to: DayOfYear }).optional(),
  ...Bounds,
})
export type Exception = z.infer<typeof Exception>

export const Condition = z.discriminatedUnion('is', [
  /** The value itself, in the indicator's own unit of measurement; by the indicator's own levels and direction where none are said. */
  z.strictObject({
    is: z.literal('threshold'),
    levels: Levels.default({}),
    recover: Levels.default({}),
    better: z.enum(['up', 'down']).optional(),
  }),
  /** How much it has changed within so many seconds, as known then and now, in percent or in its own unit. */
  z.strictObject({
    is: z.literal('change'),
    within: Seconds.min(3600),
    in: z.enum(['percent', 'unit']).default('percent'),
    worse: z.enum(['rise', 'fall', 'both']),
    ...Bounds,
  }),
  /** Nobody tells it: missing, or older than was promised. */
  z.strictObject({ is: z.literal('absence'), level: Severity }),
  /** How far the last whole day lies from what is usual on such a day of the week, in spreads (a robust z). */
  z.strictObject({
    is: z.literal('anomaly'),
    worse: z.enum(['rise', 'fall', 'both']),
    weeks: z.number().int().min(4).max(12).default(8),
    ...Bounds,
  }),
  /** A clause of a plan is forecast to miss its target (`at_risk`) or has missed it (`late`). */
  z.strictObject({ is: z.literal('forecast'), at_risk: Severity.default('watch'), late: Severity.default('warn') }),
  /** How long a source has been silent, in multiples of what it promised. */
  z.strictObject({ is: z.literal('silence'), ...Bounds }),
])
export type Condition = z.infer<typeof Condition>

const Rule = z.strictObject({
  id: Slug,
  title: Localised,
  off: z.boolean().default(false),
  when: Condition,
  /** Of a rule about numbers: which. `all` are all that have levels of their own. */
  indicators: z.union([z.literal('all'), z.array(IndicatorId).min(1)]).optional(),
  /** Of a rule about sources: which; all that are asked by themselves where left out. */
  feeds: z.array(z.string()).min(1).optional(),
  /**
   * Of a rule about numbers: watched of some values of a dimension, each by itself, such as what is said of each field; and which
   * unit answers for each, by key, where the number is of the province.
   */
  each: z.strictObject({ dim: z.string().min(1), answers: z.record(z.string().min(1), z.string().min(1)) }).optional(),
  /** Of which units, by key; of the province where neither is said. */
  units: z.array(z.string()).min(1).optional(),
  /** Of all units of these kinds under the province. */
  kinds: z.array(z.string()).min(1).optional(),
  otherwise: z.array(Exception).default([]),
  /** Seconds it must be so before it is an alert. */
  hold: Seconds.default(0),
  /** Seconds it must be well again before the alert ends. */
  settle: Seconds.default(0),
  /** Looked at in working hours alone, by the province's calendar. */
  during: z.enum(['always', 'working_hours']).default('always'),
})

/** What the parts of a rule say together; null where they fit. */
function misfit({ when, indicators, feeds, otherwise, each }: z.infer<typeof Rule>): string | null {
  const ofSources = when.is === 'silence'
  const ofPlans = when.is === 'forecast'
  if ((ofSources || ofPlans) && indicators !== undefined) return `a rule of «${when.is}» names no indicators`
  if (!ofSources && feeds !== undefined) return `a rule of «${when.is}» names no feeds`
  if (!ofSources && !ofPlans && indicators === undefined) return 'name the indicators it watches, or `all`'
  if (each !== undefined) {
    if (!Array.isArray(indicators)) return '«each» is of indicators that are named'
    if (Object.keys(each.answers).length === 0) return `say which values of «${each.dim}» are watched, and who answers for each`
    if (when.is === 'threshold' && Object.keys(when.levels).length === 0)
      return 'an indicator’s own levels are of the whole; say others of each part'
  }
  if (indicators === 'all' && when.is !== 'threshold' && when.is !== 'absence')
    return `«all» has no bounds of «${when.is}»; name the indicators`
  if (indicators === 'all' && when.is === 'threshold' && (Object.keys(when.levels).length > 0 || otherwise.length > 0))
    return '«all» goes by each indicator’s own levels; name the indicators to give others'
  if (!('levels' in when) && otherwise.length > 0) return `a rule of «${when.is}» has no bounds, so none of them otherwise`
  if ('levels' in when && when.is !== 'threshold' && Object.keys(when.levels).length === 0)
    return 'say from where on: `levels` with watch, warn or critical'
  return null
}

/** A rule as its file or the console says it. Refused where its parts do not fit each other. */
export const AlertRule = Rule.superRefine((rule, context) => {
  const message = misfit(rule)
  if (message) context.addIssue({ code: 'custom', message, path: ['when'] })
})
export type AlertRule = z.infer<typeof AlertRule>
