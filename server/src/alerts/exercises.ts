import { type ExerciseEvent, elapsedAt, type FoundExercise, type Registry, type UnitRegistry } from '@ioc/sql'
import type { Exercise, ExerciseNow } from '../../contract/index.ts'
import type { AlertWords } from './words.ts'

export interface SpeaksOfExercises {
  words: AlertWords
  registry: Registry
  units: UnitRegistry
  /** The unit meant where none is said. */
  unitId: number
  now: Date
}

type Reading = ExerciseNow['tiles'][string]['readings'][number]

/** A number as the exercise shows it, by its name. */
export function describeShown(
  { indicator, unitId, value }: { indicator: string; unitId: number; value: number },
  { registry, units, words }: Pick<SpeaksOfExercises, 'registry' | 'units' | 'words'>,
): Reading {
  const { id, title } = words.subject(indicator)
  const known = registry.indicators.find((each) => each.id === id)
  const { key, name } = units.get(unitId)
  return {
    ...{ indicator, value, unit: { key, name }, title },
    unitOfMeasurement: known?.unitOfMeasurement ?? null,
    decimals: known?.decimals ?? 0,
  }
}

export function describeSilence(
  { domain, times }: { domain: string; times: number },
  { words }: Pick<SpeaksOfExercises, 'words'>,
) {
  return { domain: words.domain(domain) ?? { vi: domain, en: domain }, times }
}

/** An exercise as the contract has it. */
export function describeExercise(
  { id, spec, sends, life }: FoundExercise,
  events: ExerciseEvent[],
  speaks: SpeaksOfExercises,
): Exercise {
  const { status, startedAt, startedBy, endedAt, endedBy } = life
  return {
    ...{ id, sends, status, startedAt, startedBy, endedAt, endedBy },
    ...{ title: spec.title, about: spec.about, lasts: spec.lasts * 60 },
    elapsed: elapsedAt(life, speaks.now) / 1_000,
    injects: spec.injects.map(({ minutes, title, shows }, index) => {
      const shown = events.find((event) => event.kind === 'shown' && event.inject === index)
      return {
        ...{ minutes, title, shownAt: shown?.at ?? null, shownBy: shown && 'by' in shown ? shown.by : null },
        says: shows.flatMap((each) => (each.is === 'report' ? [{ from: each.from, text: each.text }] : [])),
        readings: shows.flatMap((each) =>
          each.is === 'reading'
            ? [
                describeShown(
                  { ...each, unitId: each.unit === undefined ? speaks.unitId : speaks.units.find(each.unit).id },
                  speaks,
                ),
              ]
            : [],
        ),
        silences: shows.flatMap((each) => (each.is === 'silence' ? [describeSilence(each, speaks)] : [])),
      }
    }),
  }
}
