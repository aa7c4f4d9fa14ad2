import { Localised, UnitOfMeasurement } from '@ioc/sql/pack'
import { z } from 'zod'
import { Alert, Severity } from './alerts.ts'
import { By } from './by.ts'
import { Checklist } from './checklists.ts'
import { Directive } from './directives.ts'
import { Message } from './escalation.ts'
import { instant, UnitName } from './trust.ts'

// Exercises: a scenario played through the same loop as what is real, and kept out of it.

/** A number as the exercise shows it. */
const ExercisedReading = z.object({
  indicator: z.string(),
  title: Localised,
  unit: UnitName,
  value: z.number(),
  unitOfMeasurement: UnitOfMeasurement.nullable(),
  decimals: z.number(),
})

/** The sources of a domain are silent; 0 times what they promised: they are heard again. */
const Silence = z.object({ domain: Localised, times: z.number() })

export const Exercise = z.object({
  id: z.number(),
  title: Localised,
  about: Localised,
  status: z.enum(['running', 'paused', 'ended']),
  /** Messages are really sent, with the mark. */
  sends: z.boolean(),
  startedAt: instant,
  startedBy: z.string(),
  endedAt: instant.nullable(),
  endedBy: z.string().nullable(),
  /** Its own clock, which stands while it is paused, in seconds; and after how many it ends by itself. */
  elapsed: z.number(),
  lasts: z.number(),
  injects: z.array(
    z.object({
      minutes: z.number(),
      title: Localised,
      shownAt: instant.nullable(),
      /** Who went on to it; null where its time had come. */
      shownBy: z.string().nullable(),
      says: z.array(z.object({ from: z.string(), text: Localised })),
      readings: z.array(ExercisedReading),
      silences: z.array(Silence),
    }),
  ),
})
export type Exercise = z.infer<typeof Exercise>

export const ExercisesAnswer = z.object({
  at: instant,
  scenarios: z.array(z.object({ key: z.string(), title: Localised, about: Localised, lasts: z.number(), injects: z.number() })),
  exercises: z.array(Exercise),
})
export type ExercisesAnswer = z.infer<typeof ExercisesAnswer>

/** What every screen has to say while an exercise is under way: its name, and what it shows on which tile. */
export const ExerciseNow = z.object({
  exercise: z.object({ id: z.number(), title: Localised, status: Exercise.shape.status, startedAt: instant }).nullable(),
  open: z.object({ watch: z.number(), warn: z.number(), critical: z.number() }),
  tiles: z.record(z.string(), z.object({ readings: z.array(ExercisedReading), silences: z.array(Silence) })),
})
export type ExerciseNow = z.infer<typeof ExerciseNow>

export const StartExerciseAsk = z.object({ by: By, scenario: z.string().max(64), sends: z.boolean().default(false) })
export const ExerciseStarted = z.object({ exercise: z.number() })

export const ExerciseActAsk = z.object({ by: By, act: z.enum(['paused', 'resumed', 'shown', 'ended']) })
export type ExerciseActAsk = z.input<typeof ExerciseActAsk>

/** What happened, by its kind. */
const ExerciseEvent = z.looseObject({ kind: z.string(), at: instant, by: z.string().nullish() })

/** All that an exercise made. */
export const ExerciseReport = z.object({
  at: instant,
  exercise: Exercise,
  events: z.array(ExerciseEvent),
  alerts: z.array(
    Alert.pick({ id: true, subject: true, unit: true, peak: true }).extend({
      events: z.array(
        z.object({ at: instant, kind: z.string(), level: Severity, measured: z.number().nullable(), by: z.string().nullable() }),
      ),
    }),
  ),
  messages: z.array(Message),
  directives: z.array(Directive),
  checklists: z.array(Checklist),
})
export type ExerciseReport = z.infer<typeof ExerciseReport>
