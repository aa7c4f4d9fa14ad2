import { Invalid } from '../errors.ts'
import type { Where } from '../pack/pack.ts'
import type { DefinedIndicator, Definition } from './define.ts'
import type { Formula, Term } from './formula.ts'

/**
 * The indicator of some values of dimensions alone: dossiers of one procedure, late ones among them. Each measure that has a
 * dimension counts only what has one of the values; what has it not counts whole, and so does what the formula says is `whole`.
 * Targets and levels are of the whole and say nothing of it. Throws Invalid where nothing has a dimension.
 */
export function narrow(indicator: DefinedIndicator, where: Where): DefinedIndicator {
  if (Object.keys(where).length === 0) return indicator
  assertDims(indicator, Object.keys(where))
  const narrowed = new Map(indicator.definitions.map((each) => [each, narrowDefinition(each, where)]))
  const of = <D extends Definition>(definition: D) => narrowed.get(definition) as D
  const definitionOn = (day: string) => of(indicator.definitionOn(day))
  // Spread, a definition would lose its getters.
  return Object.create(indicator, {
    definitions: { value: [...narrowed.values()] },
    definitionOn: { value: definitionOn },
    seams: { value: (from: string, to: string) => indicator.seams(from, to).map(of) },
    compiled: { get: () => narrowFormula(indicator.compiled, where) },
    levels: { value: {} },
    where: { value: where },
    targets: { value: [] },
    targetFor: { value: () => null },
  }) as DefinedIndicator
}

/** What a term counts of some values of dimensions. */
export function narrowTerm(term: Term, where: Where): Term {
  const own = Object.entries(where).filter(([dim]) => term.measure.dims.includes(dim))
  return term.whole || own.length === 0 ? term : { ...term, where: { ...term.where, ...Object.fromEntries(own) } }
}

const narrowDefinition = (definition: Definition, where: Where): Definition => ({
  ...definition,
  compiled: narrowFormula(definition.compiled, where),
})

const narrowFormula = (formula: Formula, where: Where): Formula => ({
  ...formula,
  terms: formula.terms.map((term) => narrowTerm(term, where)),
})

/** Throws Invalid where an indicator counts nothing by one of the dimensions. */
export function assertDims({ id, definitions }: DefinedIndicator, dims: string[]): void {
  const terms = definitions.flatMap(({ compiled }) => compiled.terms.filter(({ whole }) => !whole))
  const known = [...new Set(terms.flatMap(({ measure }) => measure.dims))].sort()
  const unknown = dims.find((dim) => !known.includes(dim))
  if (unknown === undefined) return
  throw new Invalid(
    known.length === 0
      ? `${id} has no dimension, so it can be asked only whole. Leave «where» out.`
      : `${id} has no dimension «${unknown}». It can be asked by ${known.join(', ')}.`,
  )
}
