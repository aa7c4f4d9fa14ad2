import { bareName, foldName } from './names.ts'
import type { RegistryUnit } from './registry.ts'

/** The few things whose names look most like what was asked for, the likest first. */
export function nearest<T>(asked: string, things: T[], namesOf: (thing: T) => string[]): T[] {
  const wanted = pairs(asked)
  return things
    .map((thing) => ({ thing, likeness: Math.max(...namesOf(thing).map((name) => likeness(wanted, pairs(name)))) }))
    .filter(({ likeness }) => likeness > 0.5)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, 3)
    .map(({ thing }) => thing)
}

/** The units whose names look most like one that no unit bears, with or without the word for their kind. */
export function nearestUnits(asked: string, units: RegistryUnit[]): RegistryUnit[] {
  return nearest(bareName(asked), units, ({ name }) => [bareName(name)])
}

/** Dice's coefficient: how many of the pairs of neighbouring letters two names share. */
function likeness(a: Set<string>, b: Set<string>): number {
  return (2 * [...a].filter((pair) => b.has(pair)).length) / (a.size + b.size || 1)
}

function pairs(name: string): Set<string> {
  const letters = foldName(name).replaceAll(' ', '')
  return new Set([...letters].slice(1).map((letter, i) => letters[i] + letter))
}
