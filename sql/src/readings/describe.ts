import type { FormulaNode } from '../indicators/formula-tree.ts'
import { sayFormula } from '../indicators/say-formula.ts'
import type { UnitRegistry } from '../units/registry.ts'
import type { Proof } from './proof.ts'
import type { Question } from './question.ts'
import type { Reading } from './read.ts'

/** A reading as the command line and the HTTP API say it; server/contract/readings.ts has the same shape in zod. */
export function describeReading(units: UnitRegistry, { indicator, unit, moment }: Question, reading: Reading) {
  const { definition, freshness } = reading
  return {
    indicator: indicator.id,
    title: indicator.title,
    unit: { key: unit.key, name: unit.name },
    unitOfMeasurement: indicator.unit,
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
    geo: moment.geo,
    asOf: moment.asOf?.toISOString() ?? null,
    reconstructed: freshness.reconstructed,
    simulated: freshness.simulated,
    lateBy: freshness.lateBy,
    owner: typeof indicator.owner === 'string' ? inBoth(units.find(indicator.owner).name) : indicator.owner,
    definition: {
      from: definition.from,
      formula: definition.formula,
      basis: definition.basis,
      certified: indicator.certification.state === 'certified',
    },
    target: reading.target && { value: reading.target.value, clause: reading.target.clause },
    before: reading.before,
    beforeFrom: reading.beforeSpan?.from.toISOString() ?? null,
    beforeTo: reading.beforeSpan?.to.toISOString() ?? null,
  }
}

/** A unit has one name in either language. */
const inBoth = (name: string) => ({ vi: name, en: name })

/** A proof's terms with their largest groups; what the rest adds up to is said, never left out. */
export function describeProof(proof: Proof, groups: number) {
  // Too few to be shown are too few to be listed.
  const isHidden = proof.reading.state === 'suppressed'
  const dims = Object.assign({}, ...proof.terms.map(({ dimensions }) => dimensions))
  return {
    agrees: proof.agrees,
    words: sayFormula(proof.reading.definition.compiled, dims),
    value: isHidden ? null : proof.value,
    rows: isHidden ? 0 : proof.rows,
    terms: (isHidden ? [] : proof.terms).map(({ groups: all, ...term }, place) => {
      const rest = all.slice(groups)
      return {
        ...term,
        role: roleOf(proof.reading.definition.compiled.tree, place),
        groups: all.slice(0, groups).map(({ unit, ...group }) => ({ ...group, unit: { key: unit.key, name: unit.name } })),
        rest: {
          groups: rest.length,
          rows: rest.reduce((rows, group) => rows + group.rows, 0),
          value: rest.reduce((sum, group) => sum + group.value * group.weight, 0),
        },
      }
    }),
  }
}

/** Above or below the line of a formula that is one division; null for a term on both sides, or where there is no such line. */
function roleOf(tree: FormulaNode, term: number): 'numerator' | 'denominator' | null {
  if (tree.kind !== 'share' && tree.kind !== 'ratio') return null
  const [above, below] = [names(tree.numerator, term), names(tree.denominator, term)]
  return above === below ? null : above ? 'numerator' : 'denominator'
}

function names(node: FormulaNode, term: number): boolean {
  switch (node.kind) {
    case 'number':
      return false
    case 'term':
      return node.term === term
    case 'operation':
      return names(node.left, term) || names(node.right, term)
    case 'share':
    case 'ratio':
      return names(node.numerator, term) || names(node.denominator, term)
  }
}
