import { Invalid } from '../errors.ts'
import type { Where } from '../pack/pack.ts'
import type { DefinedIndicator, Definition } from './define.ts'
import { dimsOf, type Formula, type Term } from './formula.ts'

/**
 * The indicator of some values of dimensions alone: dossiers of one procedure, late ones among them. Each measure that has a
 * dimension counts only what has one of the values; what has it not counts whole, and so does what the formula says is `whole`.
 * Targets and levels are of the whole and say nothing of it. Throws Invalid where nothing has a dimension, or nothing of a definition
 * that holds within the days asked about, both included: it would answer whole what was asked of a part.
 */
export function narrow(indicator: DefinedIndicator, where: Where, days?: { from: string; to: string }): DefinedIndicator {
  const dims = Object.keys(where)
  if (dims.length === 0) return indicator
  assertDims(indicator, dims)
  if (days) assertDimsThroughout(indicator, dims, days)
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
  const { measure, distinct, whole } = term
  if (whole || !Object.keys(where).some((dim) => dimsOf(term).includes(dim))) return term
  const own = Object.entries(where).filter(([dim]) => measure.dims.includes(dim))
  return {
    ...term,
    ...(own.length > 0 && { where: { ...term.where, ...Object.fromEntries(own) } }),
    ...(distinct?.among && { distinct: { ...distinct, among: narrowTerm(distinct.among, where) } }),
  }
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
function assertDims({ id, definitions }: DefinedIndicator, dims: string[]): void {
  const known = dimsOfIndicator({ definitions })
  const unknown = dims.find((dim) => !known.includes(dim))
  if (unknown === undefined) return
  throw new Invalid(
    known.length === 0
      ? `${id} has no dimension, so it can be asked only whole. Leave «where» out.`
      : `${id} has no dimension «${unknown}». It can be asked by ${known.join(', ')}.`,
  )
}

function assertDimsThroughout(indicator: DefinedIndicator, dims: string[], { from, to }: { from: string; to: string }): void {
  const holding = [indicator.definitionOn(from), ...indicator.seams(from, to)]
  for (const definition of holding) {
    const unknown = dims.find((dim) => !dimsOfDefinition(definition).includes(dim))
    if (unknown === undefined) continue
    const since = definition.from === null ? 'its first definition' : `its definition of ${definition.from}`
    throw new Invalid(
      `${indicator.id} has no dimension «${unknown}» by ${since}. Ask for days of another definition, or leave «where» out.`,
    )
  }
}

/** What an indicator can be narrowed by, by any of its definitions. */
export const dimsOfIndicator = ({ definitions }: Pick<DefinedIndicator, 'definitions'>): string[] =>
  [...new Set(definitions.flatMap(dimsOfDefinition))].sort()

/** What a definition can be narrowed by. */
const dimsOfDefinition = ({ compiled }: Definition) => compiled.terms.flatMap((term) => (term.whole ? [] : dimsOf(term)))
