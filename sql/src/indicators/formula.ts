import jsep from 'jsep'
import type { Measure, UnitOfMeasurement } from '../pack/pack.ts'

// The language of indicator formulas, over measures and numbers:
//
//   dossiers.received                            the measure over the reading's period
//   pick(dossiers.received, channel, 'online')   only where the dimension has one of the values
//   begun(dossiers.open)                         only buckets that have begun by the moment of reading
//   share(a, b)                                  a as a percentage of b; no b at all means no number, not 0 and not 100
//   a + b, a - b                                 like units only
//   a * 2, a / 1000                              by a number; a measure divides only inside share, which says what zero means

/** A measure as a formula uses it: one number to fetch per unit and period. */
export interface Term {
  measure: Measure
  dim?: string
  values?: string[]
  begun: boolean
}

export interface Formula {
  terms: Term[]
  unit: UnitOfMeasurement
  /** Values in the order of `terms`; null is the lack of a number and stays one through every operation. */
  evaluate(values: (number | null)[]): number | null
}

/** Parses and checks a formula. Throws with the place and the cure: a bad definition never reaches a wall. */
export function compileFormula(text: string, measures: Map<string, Measure>): Formula {
  const terms: Term[] = []
  const root = compile(parse(text))
  return { terms, unit: root.unit, evaluate: root.evaluate }

  function compile(node: jsep.Expression): Compiled {
    if (node.type === 'Literal') return literal(node as jsep.Literal)
    if (node.type === 'MemberExpression') return term({ measure: measureOf(node), begun: false })
    if (node.type === 'CallExpression') return call(node as jsep.CallExpression)
    if (node.type === 'BinaryExpression') return binary(node as jsep.BinaryExpression)
    throw refuse(`«${node.type}» is not part of the language`)
  }

  function literal({ value }: jsep.Literal): Compiled {
    if (typeof value !== 'number') throw refuse(`${JSON.stringify(value)} stands where a number should`)
    return { unit: 'count', constant: true, evaluate: () => value }
  }

  function term(wanted: Term): Compiled {
    const index = terms.push(wanted) - 1
    return { unit: wanted.measure.unit, constant: false, evaluate: (values) => values[index] ?? null }
  }

  function call({ callee, arguments: args }: jsep.CallExpression): Compiled {
    const name = (callee as jsep.Identifier).name
    if (name === 'begun' && args.length === 1) return term({ measure: measureOf(args[0]), begun: true })
    if (name === 'pick' && args.length >= 3) return term(pickOf(args))
    if (name === 'share' && args.length === 2) return share(args)
    throw refuse(`«${name}» with ${args.length} arguments is not part of the language (pick, begun, share)`)
  }

  function pickOf([target, dim, ...values]: jsep.Expression[]): Term {
    const measure = measureOf(target)
    const name = (dim as jsep.Identifier).name
    if (!measure.dims.includes(name))
      throw refuse(`${measure.id} has no dimension «${name}» (${measure.dims.join(', ') || 'none'})`)
    return { measure, dim: name, values: values.map((value) => String((value as jsep.Literal).value)), begun: false }
  }

  function share([part, whole]: jsep.Expression[]): Compiled {
    const a = compile(part as jsep.Expression)
    const b = compile(whole as jsep.Expression)
    if (a.unit !== b.unit) throw refuse(`share mixes ${a.unit} and ${b.unit}`)
    return {
      unit: 'percent',
      constant: false,
      evaluate(values) {
        const denominator = b.evaluate(values)
        return denominator ? (100 * (a.evaluate(values) ?? 0)) / denominator : null
      },
    }
  }

  function binary({ operator, left, right }: jsep.BinaryExpression): Compiled {
    const a = compile(left)
    const b = compile(right)
    const operate = OPERATORS[operator]
    if (!operate) throw refuse(`«${operator}» is not part of the language (+ - * /)`)
    if ((operator === '+' || operator === '-') && a.unit !== b.unit) throw refuse(`«${operator}» mixes ${a.unit} and ${b.unit}`)
    if (operator === '/' && !(b.constant && b.evaluate([]) !== 0))
      throw refuse('only a number other than 0 may divide; use share(a, b)')
    if (operator === '*' && !a.constant && !b.constant) throw refuse('«*» needs a number on one side')
    return {
      unit: a.constant ? b.unit : a.unit,
      constant: a.constant && b.constant,
      evaluate(values) {
        const [x, y] = [a.evaluate(values), b.evaluate(values)]
        return x === null || y === null ? null : operate(x, y)
      },
    }
  }

  function measureOf(node: jsep.Expression | undefined): Measure {
    const { object, property } = (node ?? {}) as jsep.MemberExpression
    const id = `${(object as jsep.Identifier)?.name}.${(property as jsep.Identifier)?.name}`
    const measure = measures.get(id)
    if (!measure) throw refuse(`there is no measure «${id}»`)
    return measure
  }

  function refuse(why: string): Error {
    return new Error(`Formula «${text}»: ${why}.`)
  }
}

interface Compiled {
  unit: UnitOfMeasurement
  constant: boolean
  evaluate(values: (number | null)[]): number | null
}

const OPERATORS: Record<string, (a: number, b: number) => number> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
}

function parse(text: string): jsep.Expression {
  try {
    return jsep(text)
  } catch (cause) {
    throw new Error(`Formula «${text}»: ${(cause as Error).message}.`)
  }
}
