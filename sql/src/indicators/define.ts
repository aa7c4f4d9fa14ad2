import type { Indicator, Localised, Measure, Target } from '../pack/pack.ts'
import { dayOf } from '../time/hanoi.ts'
import { type Certification, certificationOf, fingerprint } from './certification.ts'
import { compileFormula, type Formula, GRAINS } from './formula.ts'
import { type TargetedUnit, targetFor } from './target-for.ts'

/** What an indicator means from a day on; null is from the beginning of time. */
export interface Definition {
  from: string | null
  formula: string
  basis: string
  note: Localised | null
  compiled: Formula
}

/** A definition that replaced another. */
export type Seam = Definition & { from: string }

export interface DefinedIndicator extends Omit<Indicator, 'formula' | 'basis' | 'definitions' | 'certified'> {
  domain: string
  /** By the day they hold from, the oldest first; never empty. */
  definitions: Definition[]
  /** The first day it means anything; null where it always has. */
  definedFrom: string | null
  /** The definition that holds on a day, yyyy-mm-dd; on days before any does, the first. */
  definitionOn(day: string): Definition
  /** The changes of definition after the first day of a span, up to its last. */
  seams(from: string, to: string): Seam[]
  /** Today's formula and what it rests on. */
  readonly compiled: Formula
  readonly basis: string
  /** Whether its values for parts add up to the value for the whole, under every definition. */
  additive: { units: boolean; time: boolean }
  /** The coarsest of its measures. */
  grain: Measure['grain']
  certification: Certification
  targets: Target[]
  targetFor(unit: TargetedUnit, day: string): Target | null
}

/** What the measures mean that formulas are made of: themselves, and the fingerprints of the rules that count them. */
export interface Vocabulary {
  measures: Map<string, Measure>
  rules: Map<string, string>
}

/** Says why a declaration does not hold together; `text` are the words to point at. */
export type Refuse = (why: string, text?: string) => void

export function defineIndicator(
  domain: string,
  declared: Indicator,
  { measures, rules }: Vocabulary,
  targets: Target[],
  refuse: Refuse,
): DefinedIndicator | null {
  const definitions = definitionsOf(declared, measures, refuse)
  const [first] = definitions
  if (!first) return null
  const definitionOn = (day: string) => definitions.findLast(({ from }) => from === null || from <= day) ?? first
  const today = () => definitionOn(dayOf(new Date()))
  const all = (holds: (definition: Definition) => boolean) => definitions.every(holds)
  return {
    ...declared,
    domain,
    definitions,
    definedFrom: first.from,
    definitionOn,
    seams: (from, to) =>
      definitions.slice(1).filter((each): each is Seam => each.from !== null && from < each.from && each.from <= to),
    get compiled() {
      return today().compiled
    },
    get basis() {
      return today().basis
    },
    additive: {
      units: all(({ compiled }) => compiled.additive.units),
      // What stands open now is no part of what stands open this week.
      time: declared.period !== 'now' && all(({ compiled }) => compiled.additive.time),
    },
    grain: GRAINS.findLast((grain) => definitions.some(({ compiled }) => compiled.grain === grain)) as Measure['grain'],
    certification: certificationOf(declared.certified, fingerprint(declared, definitions, rules)),
    targets,
    targetFor: (unit, day) => targetFor(targets, unit, day),
  }
}

function definitionsOf(declared: Indicator, measures: Map<string, Measure>, refuse: Refuse): Definition[] {
  const { formula, basis, definitions } = declared
  const alone = formula !== undefined && basis !== undefined && definitions === undefined
  const many = formula === undefined && basis === undefined && definitions !== undefined
  if (!alone && !many) refuse(`${declared.id} says either formula and basis, or definitions that each say theirs.`)
  const dated = many ? definitions : alone ? [{ from: null, formula, basis, note: null }] : []

  const found: Definition[] = []
  for (const { from, formula, basis, note } of dated) {
    const before = found.at(-1)?.from
    if (before && from && from <= before) {
      refuse(
        `${declared.id} has its definition from ${from} after the one from ${before}; put them in order of days.`,
        `from: '${from}'`,
      )
    }
    try {
      const compiled = compileFormula(formula, measures)
      if (compiled.unit !== declared.unit)
        refuse(`${declared.id} says ${declared.unit}, its formula yields ${compiled.unit}; make them one.`, formula)
      found.push({ from, formula, basis, note, compiled })
    } catch (error) {
      refuse((error as Error).message, formula)
    }
  }
  return found
}
