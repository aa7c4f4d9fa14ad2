import jsep from 'jsep'
import { type Measure, RATIO_UNITS, type UnitOfMeasurement } from '../pack/pack.ts'
import { evaluateNode, type FormulaNode, type Operator } from './formula-tree.ts'

// The language of indicator formulas, over measures and numbers:
//
//   dossiers.received                            the measure over the reading's period
//   pick(dossiers.received, channel, 'online')   only where the dimension has one of the values
//   begun(dossiers.open)                         only buckets that have begun by the moment of reading
//   share(a, b, none)                            a as a percentage of b, of like units; no number where b is 0
//   share(a, b, 0)                               the same, and 0 % where b is 0
//   ratio(a, b, none)                            a for each b: dong and person make dong_per_person, like units a bare ratio
//   a + b, a - b                                 like units only
//   a * 2, a / 1000                              by a number; measures divide only in share and ratio, which say what zero means

/** A measure as a formula uses it: one number to fetch per unit and period. */
export interface Term {
  measure: Measure
  dim?: string
  values?: string[]
  begun: boolean
}

export interface Formula {
  text: string
  /** Each once, however often the text names it. */
  terms: Term[]
  tree: FormulaNode
  unit: UnitOfMeasurement
  /** Whether its values for parts (of the province, of the year) may be added up to the value for the whole. */
  additive: { units: boolean; time: boolean }
  /** The coarsest of its measures: no finer figure exists. */
  grain: Measure['grain']
  /** Values in the order of `terms`; null is the lack of a number and stays one through every operation. */
  evaluate(values: (number | null)[]): number | null
}

/** Parses and checks a formula. Throws with the place and the cure: a bad definition never reaches a wall. */
export function compileFormula(text: string, measures: Map<string, Measure>): Formula {
  const terms: Term[] = []
  const { node: tree, unit, linear } = compile(parse(text))
  if (terms.length === 0) throw refuse('it names no measure')
  const used = terms.map((term) => term.measure)
  return {
    text,
    terms,
    tree,
    unit,
    additive: {
      units: linear && used.every((measure) => measure.units === 'sum'),
      // What has begun by now is a stock: yesterday's and today's are largely the same.
      time: linear && terms.every((term) => term.measure.time === 'sum' && !term.begun),
    },
    grain: GRAINS[Math.max(...used.map((measure) => GRAINS.indexOf(measure.grain)))] as Measure['grain'],
    evaluate: (values) => evaluateNode(tree, values),
  }

  function compile(node: jsep.Expression): Compiled {
    if (node.type === 'Literal') return literal(node as jsep.Literal)
    if (node.type === 'MemberExpression') return term({ measure: measureOf(node), begun: false })
    if (node.type === 'CallExpression') return call(node as jsep.CallExpression)
    if (node.type === 'BinaryExpression') return binary(node as jsep.BinaryExpression)
    throw refuse(`«${node.type}» is not part of the language`)
  }

  function literal({ value }: jsep.Literal): Compiled {
    if (typeof value !== 'number' || !Number.isFinite(value))
      throw refuse(`${JSON.stringify(value)} stands where a number should`)
    return { node: { kind: 'number', value }, unit: 'count', constant: true, linear: false }
  }

  function term(wanted: Term): Compiled {
    const same = terms.findIndex((known) => JSON.stringify(known) === JSON.stringify(wanted))
    const place = same >= 0 ? same : terms.push(wanted) - 1
    return { node: { kind: 'term', term: place }, unit: wanted.measure.unit, constant: false, linear: true }
  }

  function call({ callee, arguments: args }: jsep.CallExpression): Compiled {
    const name = (callee as jsep.Identifier).name
    if (name === 'begun' && args.length === 1) return term({ measure: measureOf(args[0]), begun: true })
    if (name === 'pick' && args.length >= 3) return term(pickOf(args))
    if ((name === 'share' || name === 'ratio') && args.length >= 2 && args.length <= 3) return division(name, args)
    throw refuse(`«${name}» with ${args.length} arguments is not part of the language (pick, begun, share, ratio)`)
  }

  function pickOf([target, dim, ...literals]: jsep.Expression[]): Term {
    const measure = measureOf(target)
    const name = (dim as jsep.Identifier).name
    if (!measure.dims.includes(name))
      throw refuse(`${measure.id} has no dimension «${name}» (${measure.dims.join(', ') || 'none'})`)
    const values = literals.map((literal) => (literal as jsep.Literal).value)
    if (!values.every((value) => typeof value === 'string')) throw refuse("pick takes values in quotes: 'online'")
    if (new Set(values).size < values.length) throw refuse('pick names a value twice')
    return { measure, dim: name, values, begun: false }
  }

  function division(kind: 'share' | 'ratio', [first, second, third]: jsep.Expression[]): Compiled {
    const a = compile(first as jsep.Expression)
    const b = compile(second as jsep.Expression)
    const unit = kind === 'share' ? shareUnit(a.unit, b.unit) : ratioUnit(a.unit, b.unit)
    const zero = third ? zeroOf(third) : undefined
    if (zero === undefined)
      throw refuse(`${kind} must say what it means where the second is 0: ${kind}(a, b, none) for no number, or ${kind}(a, b, 0)`)
    return { node: { kind, numerator: a.node, denominator: b.node, zero }, unit, constant: false, linear: false }
  }

  function zeroOf(node: jsep.Expression): number | null | undefined {
    if (node.type === 'Identifier' && (node as jsep.Identifier).name === 'none') return null
    const { value } = node as jsep.Literal
    return typeof value === 'number' && Number.isFinite(value) ? value : undefined
  }

  function shareUnit(part: UnitOfMeasurement, whole: UnitOfMeasurement): UnitOfMeasurement {
    if (part !== whole) throw refuse(`share mixes ${part} and ${whole}; for unlike units write ratio(a, b, none)`)
    return 'percent'
  }

  function ratioUnit(of: UnitOfMeasurement, per: UnitOfMeasurement): UnitOfMeasurement {
    if (of === per) return 'ratio'
    const known = RATIO_UNITS.find((ratio) => ratio.of === of && ratio.per === per)
    if (!known)
      throw refuse(`ratio mixes ${of} and ${per}; name the unit of one per the other in RATIO_UNITS of sql/src/pack/pack.ts`)
    return known.unit
  }

  function binary({ operator, left, right }: jsep.BinaryExpression): Compiled {
    const a = compile(left)
    const b = compile(right)
    if (!isOperator(operator)) throw refuse(`«${operator}» is not part of the language (+ - * /)`)
    const sum = operator === '+' || operator === '-'
    if (sum && a.unit !== b.unit) throw refuse(`«${operator}» mixes ${a.unit} and ${b.unit}; only like units add up`)
    if (operator === '/' && !(b.constant && evaluateNode(b.node, []) !== 0))
      throw refuse('only a number other than 0 may divide; write share(a, b, none) or ratio(a, b, none)')
    if (operator === '*' && !a.constant && !b.constant) throw refuse('«*» needs a number on one side')
    const node: FormulaNode = { kind: 'operation', operator, left: a.node, right: b.node }
    const constant = a.constant && b.constant
    if (constant && evaluateNode(node, []) === null) throw refuse(`«${operator}» leaves the range of numbers`)
    return { node, unit: a.constant ? b.unit : a.unit, constant, linear: sum ? a.linear && b.linear : a.linear || b.linear }
  }

  function measureOf(node: jsep.Expression | undefined): Measure {
    const { object, property, computed } = (node ?? {}) as jsep.MemberExpression
    const [domain, name] = [(object as jsep.Identifier)?.name, (property as jsep.Identifier)?.name]
    const measure = computed ? undefined : measures.get(`${domain}.${name}`)
    if (measure) return measure
    const siblings = [...measures.keys()].filter((id) => id.startsWith(`${domain}.`))
    throw refuse(
      `there is no measure «${domain}.${name}»; there are ${(siblings.length ? siblings : [...measures.keys()]).join(', ')}`,
    )
  }

  function refuse(why: string): Error {
    return new Error(`Formula «${text}»: ${why}.`)
  }
}

interface Compiled {
  node: FormulaNode
  unit: UnitOfMeasurement
  constant: boolean
  /** A sum of measures times numbers: the only shape whose parts add up. */
  linear: boolean
}

/** From fine to coarse. */
export const GRAINS: Measure['grain'][] = ['hour', 'day', 'month', 'year']

function isOperator(operator: string): operator is Operator {
  return operator === '+' || operator === '-' || operator === '*' || operator === '/'
}

function parse(text: string): jsep.Expression {
  try {
    return jsep(text)
  } catch (cause) {
    throw new Error(`Formula «${text}»: ${(cause as Error).message}.`)
  }
}
