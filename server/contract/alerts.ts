import { Localised, UnitOfMeasurement } from '@ioc/sql/pack'
import { z } from 'zod'
import { By } from './by.ts'
import { instant, UnitName } from './trust.ts'

// What the rules have raised, and what people do about it.

export const Severity = z.enum(['watch', 'warn', 'critical'])
export type Severity = z.infer<typeof Severity>

export const AlertStatus = z.enum(['pending', 'firing', 'acknowledged', 'resolved'])
export type AlertStatus = z.infer<typeof AlertStatus>

/** Once they have a name, whoever does something is named. */
/** What an alert is of: an indicator, a source, a clause of a plan, or a rule that can’t be asked. */
const Subject = z.object({
  kind: z.enum(['indicator', 'feed', 'clause', 'rule']),
  /** Without its kind. */
  id: z.string(),
  /** Of a part of a number, which: `topic:y_te`; empty of all else. */
  where: z.array(z.string()),
  /** As a silence, a search or another alert names it. */
  key: z.string(),
  title: Localised,
  /** What `measured` is in; null where it is a multiple or nothing. */
  unit: UnitOfMeasurement.nullable(),
  decimals: z.number(),
})

export const Alert = z.object({
  id: z.number(),
  rule: z.string(),
  subject: Subject,
  unit: z.object({ key: z.string(), name: z.string() }).nullable(),
  status: AlertStatus,
  level: Severity,
  /** The worst it has been since it last fired. */
  peak: Severity,
  measured: z.number().nullable(),
  /** The bound past which it lies. */
  bound: z.number().nullable(),
  since: instant,
  firedAt: instant.nullable(),
  acknowledgedBy: z.string().nullable(),
  acknowledgedAt: instant.nullable(),
  resolvedAt: instant.nullable(),
  /** Since when nobody can tell. */
  blindSince: instant.nullable(),
  /** Since when it is well again, not yet for long enough. */
  clearSince: instant.nullable(),
  flapping: z.boolean(),
  returns: z.number(),
  inhibitedBy: z.number().nullable(),
  silencedBy: z.number().nullable(),
})
export type Alert = z.infer<typeof Alert>

export const AlertGroup = z.object({
  subject: Subject,
  domain: Localised.nullable(),
  level: Severity,
  /** How many nobody has seen to. */
  waiting: z.number(),
  /** How many there are; of many the first are told. */
  of: z.number(),
  alerts: z.array(Alert),
  /** Those that fire, as many as can be acknowledged at once. */
  firing: z.array(z.number()),
  /** How many a silent source explains; of many the first are told. */
  explainedOf: z.number(),
  explained: z.array(Alert),
})
export type AlertGroup = z.infer<typeof AlertGroup>

export const AlertsAnswer = z.object({
  at: instant,
  /** Alerts that fire or were acknowledged, by severity. */
  open: z.object({ watch: z.number(), warn: z.number(), critical: z.number() }),
  /** Of them, those nobody has seen to. */
  waiting: z.number(),
  groups: z.array(AlertGroup),
  /** What comes after those that are told: how many groups, with how many alerts. */
  more: z.object({ groups: z.number(), alerts: z.number() }),
  /** Whoever asks the rules: what they say is as old as this. */
  engine: z.object({ askedAt: instant.nullable(), watches: z.number(), failing: z.number(), lateBy: z.number() }),
})
export type AlertsAnswer = z.infer<typeof AlertsAnswer>

/** What lies behind an alert. */
export const AlertWhy = z.object({
  /** What else is counted of whoever answers. */
  numbers: z.array(z.object({ subject: Subject, value: z.number() })),
  /** What is most spoken of in their field, or the place, in 24 hours; `fact` names the first text. */
  issues: z.array(
    z.object({
      domain: Localised,
      fact: z.object({ feed: z.string(), id: z.string() }),
      title: z.string(),
      topic: Localised,
      place: z.string(),
      copies: z.number(),
      negative: z.number(),
      lastAt: instant,
    }),
  ),
  /** Units below that are worst off or make the most of it; `before` is a week ago, as known then. */
  units: z.array(
    z.object({
      unit: UnitName,
      value: z.number(),
      share: z.number().nullable(),
      before: z.number().nullable(),
    }),
  ),
  /** How the same thing ended before, of whichever unit. */
  past: z.array(
    z.object({
      alert: z.number(),
      unitName: z.string().nullable(),
      peak: Severity,
      firedAt: instant,
      resolvedAt: instant,
      acknowledgedBy: z.string().nullable(),
      directive: z.number().nullable(),
      cause: z.string().nullable(),
      remedy: z.string().nullable(),
    }),
  ),
})
export type AlertWhy = z.infer<typeof AlertWhy>

/** What is open, on a wall: a row for each cause. */
export const AlertsTile = z.object({
  id: z.string(),
  title: Localised,
  note: Localised.optional(),
  kind: z.literal('alerts'),
  open: AlertsAnswer.shape.open,
  waiting: z.number(),
  rows: z.array(
    AlertGroup.pick({ subject: true, domain: true, level: true, waiting: true, of: true }).extend({
      /** The only one of its cause, or the severest of many. */
      first: Alert.pick({ unit: true, measured: true, bound: true, status: true, acknowledgedBy: true }),
      /** The unit below the province it is of; null of the whole province, of a source and of several units. */
      place: UnitName.nullable(),
      /** Who answers: of one alert its unit or whoever is named for its number; of several units whoever is named, null where nobody is. */
      answers: UnitName.nullable(),
      since: instant,
    }),
  ),
  /** Whoever asks the rules; null of the past. */
  engine: AlertsAnswer.shape.engine.nullable(),
  /** Of a past moment before anything was known here: that nothing stands in rows says nothing. */
  unknown: z.boolean(),
  simulated: z.boolean(),
})

export const AlertTold = z.object({
  /** The unit that answers, and the department its field belongs to where that is another. */
  answers: z.object({ unit: UnitName, beside: UnitName.nullable() }),
  alert: Alert,
  /** What its rule asks; null where the rule is gone. */
  rule: z.object({ id: z.string(), title: Localised, says: Localised, off: z.boolean() }).nullable(),
  events: z.array(
    z.object({
      at: instant,
      kind: z.string(),
      level: Severity,
      measured: z.number().nullable(),
      quiet: z.boolean(),
      by: z.string().nullable(),
      note: z.string().nullable(),
    }),
  ),
})
export type AlertTold = z.infer<typeof AlertTold>

export const AcknowledgeAsk = z.object({
  alerts: z.array(z.number().int().positive()).min(1).max(1_000),
  by: By,
  note: z.string().trim().max(500).optional(),
})

export const SilenceAsk = z
  .object({
    rule: z.string().max(64).optional(),
    subject: z.string().max(200).optional(),
    domain: z.string().max(64).optional(),
    /** A unit’s key. */
    unit: z.string().max(128).optional(),
    by: By,
    why: z.string().trim().min(1, 'Ghi lý do tạm im, để người sau hiểu vì sao không ai bị nhắc.').max(500),
    until: instant,
  })
  .refine(
    ({ rule, subject, domain, unit }) => rule ?? subject ?? domain ?? unit,
    'Chọn cảnh báo, lĩnh vực hoặc đơn vị cần tạm im.',
  )

export const SilencesAnswer = z.object({
  silences: z.array(
    z.object({
      id: z.number(),
      rule: z.string().nullable(),
      subject: z.string().nullable(),
      domain: z.string().nullable(),
      unit: z.object({ key: z.string(), name: z.string() }).nullable(),
      by: z.string(),
      why: z.string(),
      madeAt: instant,
      until: instant,
    }),
  ),
})

/** As sql/src/alerts/rule.ts has it; what does not fit together is refused there. */
const RuleSpec = z.looseObject({
  id: z.string(),
  title: Localised,
  off: z.boolean().optional(),
  when: z.looseObject({ is: z.string() }),
})

export const AlertRulesAnswer = z.object({
  rules: z.array(
    z.object({
      id: z.string(),
      title: Localised,
      says: Localised,
      off: z.boolean(),
      spec: RuleSpec,
      /** Alerts of it that are open, and that began in the last 30 days. */
      open: z.number(),
      began: z.number(),
      /** Why it can’t be asked of some of what it watches. */
      error: z.string().nullable(),
    }),
  ),
})
export type AlertRulesAnswer = z.infer<typeof AlertRulesAnswer>

export const ChangeAlertRuleAsk = z.object({
  by: By,
  why: z.string().trim().min(1, 'Ghi lý do để người sau hiểu vì sao.').max(500),
  /** What it said when they looked at it; null of a new one. */
  seen: RuleSpec.nullable(),
  /** Null takes it away. */
  after: RuleSpec.nullable(),
})

export const RehearseAlertsAsk = z.object({ rule: RuleSpec, days: z.number().int().min(1).max(365).default(90) })

export const AlertRehearsalAnswer = z.object({
  from: instant,
  to: instant,
  /** Seconds between two looks. */
  step: z.number(),
  /** How often it would have fired; of many the newest are told. */
  fired: z.number(),
  flaps: z.number(),
  looks: z.number(),
  /** Looks at which nobody could tell. */
  blind: z.number(),
  times: z.array(
    z.object({
      subject: Subject,
      unit: z.object({ key: z.string(), name: z.string() }).nullable(),
      from: instant,
      to: instant.nullable(),
      peak: Severity,
      measured: z.number().nullable(),
    }),
  ),
})
export type AlertRehearsalAnswer = z.infer<typeof AlertRehearsalAnswer>
