import { type FormulaNode, names } from '../indicators/formula-tree.ts'
import { sayFormula } from '../indicators/say-formula.ts'
import type { Dimensions } from '../pack/pack.ts'
import type { UnitRegistry } from '../units/registry.ts'
import type { Question } from './asked/question.ts'
import type { Proof, ProofGroup } from './proof/proof.ts'
import type { Reading } from './read.ts'
import { isTooSmall } from './state.ts'

/** A reading as the command line and the HTTP API say it; server/contract/readings.ts has the same shape in zod. */
export function describeReading(units: UnitRegistry, { indicator, unit, where, moment }: Question, reading: Reading) {
  const { definition, freshness } = reading
  return {
    indicator: indicator.id,
    title: indicator.title,
    unit: { key: unit.key, name: unit.name },
    where,
    unitOfMeasurement: indicator.unitOfMeasurement,
    decimals: indicator.decimals,
    direction: indicator.direction,
    value: reading.value,
    state: reading.state,
    level: reading.level,
    estimate: reading.estimate,
    clocks: {
      from: reading.span.from.toISOString(),
      to: reading.span.to.toISOString(),
      sourceAsOf: freshness.sourceAsOf?.toISOString() ?? null,
      receivedAt: freshness.receivedAt?.toISOString() ?? null,
      computedAt: reading.computedAt.toISOString(),
    },
    asked: { from: reading.asked.from.toISOString(), to: reading.asked.to.toISOString() },
    geo: moment.geo,
    asOf: moment.asOf?.toISOString() ?? null,
    reconstructed: freshness.reconstructed,
    simulated: freshness.simulated,
    lateBy: freshness.lateBy,
    toldFrom: reading.toldFrom?.toISOString() ?? null,
    heldUntil: reading.heldUntil?.toISOString() ?? null,
    owner: typeof indicator.owner === 'string' ? inBoth(units.find(indicator.owner).name) : indicator.owner,
    definition: {
      from: definition.from,
      formula: definition.formula,
      basis: definition.basis,
      certified: indicator.certification.state === 'certified',
    },
    target: reading.target && { value: reading.target.value, clause: reading.target.clause },
    before: reading.before,
    quartiles: reading.quartiles,
    beforeFrom: reading.beforeSpan?.from.toISOString() ?? null,
    beforeTo: reading.beforeSpan?.to.toISOString() ?? null,
  }
}

/** A unit has one name in either language. */
const inBoth = (name: string) => ({ vi: name, en: name })

/** A proof's terms with their largest groups; what the rest adds up to is said, never left out. */
export function describeProof(proof: Proof, groups: number) {
  // Too few to be shown are too few to be listed, and what was given up may have been too few.
  const isHidden = ['suppressed', 'withdrawn'].includes(proof.reading.state)
  const dims = allWords(proof)
  return {
    agrees: proof.agrees,
    words: sayFormula(proof.reading.definition.compiled, dims),
    each: eachOf(proof.reading.definition.compiled.tree),
    value: isHidden ? null : proof.value,
    rows: isHidden ? 0 : proof.rows,
    terms: (isHidden ? [] : proof.terms).map(({ groups: all, smallest, yearBefore, ...term }, place) => {
      const listed = listedOf(all, smallest).slice(0, groups)
      const rest = all.filter((group) => !listed.includes(group))
      return {
        ...term,
        yearBefore: yearBefore && { from: yearBefore.from.toISOString(), to: yearBefore.to.toISOString() },
        role: roleOf(proof.reading.definition.compiled.tree, place),
        groups: listed.map(({ unit, isHidden: _, ...group }) => ({ ...group, unit: { key: unit.key, name: unit.name } })),
        rest: {
          groups: rest.length,
          rows: rest.reduce((rows, group) => rows + group.rows, 0),
          value: rest.reduce((sum, group) => sum + group.value * group.weight, 0),
        },
      }
    }),
  }
}

/**
 * Of groups, largest first, those that may be listed. Small counts are told in one sum with the rest, and with them as many
 * more as it takes for that sum to tell none of them.
 */
function listedOf(groups: ProofGroup[], smallest: number | undefined): ProofGroup[] {
  const may = groups.filter(({ isHidden }) => !isHidden)
  const first = may.findIndex(({ value }) => isTooSmall({ smallest }, value))
  if (first < 0 && may.length === groups.length) return groups
  const told = first < 0 ? may : may.slice(0, first)
  const small = groups.filter((group) => !told.includes(group) && group.value !== 0)
  const tellsOne = small.length === 1 || small.reduce((sum, { value }) => sum + value, 0) < (smallest ?? 0)
  return tellsOne ? told.slice(0, -1) : told
}

function eachOf(tree: FormulaNode): number {
  return tree.kind === 'ratio' ? (tree.each ?? 1) : 1
}

/** The words of all terms together: each brings those it needs itself. */
function allWords({ terms }: Proof): Dimensions {
  const words: Dimensions = {}
  for (const [name, { title, values }] of terms.flatMap(({ dimensions }) => Object.entries(dimensions)))
    words[name] = { title, values: { ...words[name]?.values, ...values } }
  return words
}

/** Above or below the line of a formula that is one division; null for a term on both sides, or where there is no such line. */
export function roleOf(tree: FormulaNode, term: number): 'numerator' | 'denominator' | null {
  if (tree.kind === 'score' || tree.kind === 'lost') return roleOf(tree.rate, term)
  if (tree.kind !== 'share' && tree.kind !== 'ratio') return null
  const [above, below] = [names(tree.numerator, term), names(tree.denominator, term)]
  return above === below ? null : above ? 'numerator' : 'denominator'
}
