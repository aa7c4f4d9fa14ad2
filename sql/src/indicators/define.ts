import type { Indicator, Localised, Measure, Target, Where } from '../pack/pack.ts'
import type { UnitId, UnitOfMeasurement, UnitsOfMeasurement } from '../pack/units-of-measurement.ts'
import { dayOf } from '../time/hanoi.ts'
import { type Certification, certificationOf, fingerprint } from './certification.ts'
import { compileFormula, type Formula, GRAINS, termsWithin } from './formula.ts'
import { MeaningFault } from './meaning-fault.ts'
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
  /** The values of dimensions it is narrowed to; absent where it is whole. */
  where?: Where
  /** The domains whose measures it counts, under any of its definitions: news of each may change it. */
  domains: string[]
  unitOfMeasurement: UnitOfMeasurement
  /** The words of a unit of measurement its measures are counted in. */
  wordsOf(unit: UnitId): UnitOfMeasurement
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

/** What formulas are made of: measures, the fingerprints of the rules that count them, and what they are counted in. */
export interface Vocabulary {
  measures: Map<string, Measure>
  rules: Map<string, string>
  units: UnitsOfMeasurement
}

/** Says why a declaration does not hold together; `text` are the words to point at. */
/** `why`: its English alone where nobody but a programmer is told. */
export type Refuse = (why: string | Localised, text?: string) => void

export function defineIndicator(
  domain: string,
  declared: Indicator,
  { measures, rules, units }: Vocabulary,
  targets: Target[],
  refuse: Refuse,
): DefinedIndicator | null {
  const definitions = definitionsOf(declared, measures, units, refuse)
  const [first] = definitions
  if (!first) return null
  const trouble = periodTrouble({ id: declared.id, definitions }, declared.period)
  if (trouble) refuse(trouble, `period: '${declared.period}'`)
  if (declared.paced && (declared.unit !== 'percent' || declared.period !== 'year' || declared.direction !== 'up'))
    refuse(
      {
        vi: `${declared.id} đặt nhịp theo năm; chỉ tỷ lệ phần trăm của cả năm, càng cao càng tốt, mới đặt được.`,
        en: `${declared.id} is paced by the year; only a percentage over the year, the higher the better, can be.`,
      },
      'paced:',
    )
  const definitionOn = (day: string) => definitions.findLast(({ from }) => from === null || from <= day) ?? first
  const today = () => definitionOn(dayOf(new Date()))
  const all = (holds: (definition: Definition) => boolean) => definitions.every(holds)
  return {
    ...declared,
    domain,
    domains: [
      ...new Set(definitions.flatMap(({ compiled }) => termsWithin(compiled.terms).map(({ measure }) => domainOf(measure)))),
    ],
    unitOfMeasurement: wordsOf(units, declared.unit),
    wordsOf: (unit) => wordsOf(units, unit),
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

/** A measure's id, like an indicator's and a tile's, begins with the domain that declares it. */
export function domainOf({ id }: { id: string }): string {
  return id.split('.')[0] as string
}

/** Why an indicator has no newest figure; null where it has. */
export function latestTrouble({ id, definitions }: Pick<DefinedIndicator, 'id' | 'definitions'>): Localised | null {
  const terms = definitions.flatMap(({ compiled }) => compiled.terms)
  if (terms.some(({ yearBefore }) => yearBefore))
    return {
      vi: `${id} không có số mới nhất vì so với năm trước. Dùng kỳ như month hoặc year.`,
      en: `${id} has no newest figure: it looks at the year before. Use a period such as month or year.`,
    }
  const counted = terms.find(({ measure, begun }) => measure.time !== 'last' || begun)
  return counted
    ? {
        vi: `${id} không có số mới nhất vì ${counted.measure.id} là số đếm, không phải số được báo. Dùng kỳ như month hoặc last12m.`,
        en: `${id} has no newest figure: ${counted.measure.id} is counted, not reported. Use a period such as month or last12m.`,
      }
    : null
}

/** Why an indicator can't be read over a period; null where it can. */
function periodTrouble(indicator: Pick<DefinedIndicator, 'id' | 'definitions'>, period: Indicator['period']): Localised | null {
  if (period === 'latest') return latestTrouble(indicator)
  if (period !== 'now' && period !== 'today' && period !== 'last24h') return null
  const compares = indicator.definitions.some(({ compiled }) => compiled.terms.some(({ yearBefore }) => yearBefore))
  return compares
    ? {
        vi: `${indicator.id} so với năm trước, mà năm trước không có «${period}»: một phần ngày đặt cạnh cả ngày sẽ trông như giảm. Dùng kỳ tính bằng ngày, như month hoặc year.`,
        en: `${indicator.id} looks at the year before, which has no «${period}»: part of a day beside a whole one would look like a fall. Use a period of days, such as month or year.`,
      }
    : null
}

export function wordsOf(units: UnitsOfMeasurement, id: UnitId): UnitOfMeasurement {
  const { vi, en } = units[id] ?? { vi: id, en: id }
  return { id, vi, en }
}

function definitionsOf(
  declared: Indicator,
  measures: Map<string, Measure>,
  units: UnitsOfMeasurement,
  refuse: Refuse,
): Definition[] {
  const { formula, basis, definitions } = declared
  const alone = formula !== undefined && basis !== undefined && definitions === undefined
  const many = formula === undefined && basis === undefined && definitions !== undefined
  if (!alone && !many)
    refuse({
      vi: `${declared.id} phải ghi formula và basis, hoặc ghi definitions mà mỗi mục có formula và basis của mình.`,
      en: `${declared.id} says either formula and basis, or definitions that each say theirs.`,
    })
  const dated = many ? definitions : alone ? [{ from: null, formula, basis, note: null }] : []

  const found: Definition[] = []
  for (const { from, formula, basis, note } of dated) {
    const before = found.at(-1)?.from
    if (before && from && from <= before) {
      refuse(
        {
          vi: `${declared.id} có định nghĩa từ ${from} đứng sau định nghĩa từ ${before}; xếp lại theo thứ tự ngày.`,
          en: `${declared.id} has its definition from ${from} after the one from ${before}; put them in order of days.`,
        },
        `from: '${from}'`,
      )
    }
    try {
      const compiled = compileFormula(formula, measures, units, declared.unit)
      if (compiled.unit !== declared.unit)
        refuse(
          {
            vi: `${declared.id} ghi đơn vị tính ${declared.unit}, công thức cho ra ${compiled.unit}; sửa cho khớp.`,
            en: `${declared.id} says ${declared.unit}, its formula yields ${compiled.unit}; make them one.`,
          },
          formula,
        )
      found.push({ from, formula, basis, note, compiled })
    } catch (error) {
      refuse(error instanceof MeaningFault ? error.said : (error as Error).message, formula)
    }
  }
  return found
}
