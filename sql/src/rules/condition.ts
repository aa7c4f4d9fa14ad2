import jsep from 'jsep'
import { startOfDay } from '../time/hanoi.ts'

// The language of conditions, over the fields of one record:
//
//   finished_at >= received_at             times and days by the clock, numbers by size
//   male + female == people                + - * over numbers; a time plus days(30)
//   status == 'done' || status == 'returned'
//   received_at <= now                     when the page was received
//   payable_online == true
//   blank(ended_at)                        whether it says nothing
//
// It is parsed by the parser of the formulas and never evaluated as code. A blank field makes what is said of it neither true nor
// false; `&&` and `||` know that.

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>='
export type Condition =
  | { kind: 'field'; name: string }
  | { kind: 'now' }
  | { kind: 'value'; value: number | string | boolean }
  | { kind: 'days'; days: number }
  | { kind: 'blank'; name: string }
  | { kind: 'sum'; operator: '+' | '-' | '*'; left: Condition; right: Condition }
  | { kind: 'compare'; operator: Comparison; left: Condition; right: Condition }
  | { kind: 'both' | 'either'; left: Condition; right: Condition }

export type Cell = number | string | boolean | null

const LONGEST = 2_000
const SHOWN = 200

/** Throws with what is wrong. */
export function parseCondition(text: string): Condition {
  const refuse = (why: string) => new Error(`Condition «${text.slice(0, SHOWN)}»: ${why}.`)
  if (text.length > LONGEST) throw refuse(`it is longer than ${LONGEST} letters; make two rules of it`)
  let parsed: jsep.Expression
  try {
    parsed = jsep(text)
  } catch (cause) {
    throw refuse((cause as Error).message)
  }
  const tree = parse(parsed)
  if (!isAnswer(tree)) throw refuse('it is neither true nor false; write a comparison')
  return tree

  function parse(node: jsep.Expression): Condition {
    if (node.type === 'Identifier') {
      const { name } = node as jsep.Identifier
      return name === 'now' ? { kind: 'now' } : { kind: 'field', name }
    }
    if (node.type === 'Literal') return literal(node as jsep.Literal)
    if (node.type === 'CallExpression') return call(node as jsep.CallExpression)
    if (node.type === 'BinaryExpression') return binary(node as jsep.BinaryExpression)
    throw refuse(`«${node.type}» is not part of the language`)
  }

  function literal({ value }: jsep.Literal): Condition {
    const isPlain = typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)
    if (!isPlain) throw refuse(`«${value}» is neither a number, a word in quotes, true nor false`)
    return { kind: 'value', value: value as number | string | boolean }
  }

  function call({ callee, arguments: [first, ...more] }: jsep.CallExpression): Condition {
    const { name } = callee as jsep.Identifier
    if (name === 'blank' && first?.type === 'Identifier' && more.length === 0)
      return { kind: 'blank', name: (first as jsep.Identifier).name }
    const days = (first as jsep.Literal | undefined)?.value
    if (name === 'days' && typeof days === 'number' && more.length === 0) return { kind: 'days', days }
    throw refuse('only blank(field) and days(30) may be called')
  }

  function binary({ operator, left: a, right: b }: jsep.BinaryExpression): Condition {
    const [left, right] = [parse(a), parse(b)]
    if (operator === '&&' || operator === '||') {
      if (!isAnswer(left) || !isAnswer(right)) throw refuse(`«${operator}» stands between two comparisons`)
      return { kind: operator === '&&' ? 'both' : 'either', left, right }
    }
    if (isAnswer(left) || isAnswer(right)) throw refuse(`«${operator}» stands between two values`)
    if (operator === '+' || operator === '-' || operator === '*') return { kind: 'sum', operator, left, right }
    if (isComparison(operator)) return { kind: 'compare', operator, left, right }
    throw refuse(`«${operator}» is not part of the language`)
  }
}

/** The fields a condition names, each once, in its order. */
export function fieldsOfCondition(node: Condition): string[] {
  switch (node.kind) {
    case 'field':
    case 'blank':
      return [node.name]
    case 'now':
    case 'value':
    case 'days':
      return []
    default:
      return [...new Set([...fieldsOfCondition(node.left), ...fieldsOfCondition(node.right)])]
  }
}

/** True or false of a record, or null where a blank leaves it open; `now` is in milliseconds. */
export function isTrue(node: Condition, record: Record<string, unknown>, now: number): boolean | null {
  switch (node.kind) {
    case 'blank':
      return cellOf(record[node.name]) === null
    case 'both':
    case 'either': {
      const decides = node.kind === 'either'
      const left = isTrue(node.left, record, now)
      if (left === decides) return decides
      const right = isTrue(node.right, record, now)
      return right === decides ? decides : left === null || right === null ? null : !decides
    }
    case 'compare':
      return compare(node.operator, operandOf(node.left, record, now), operandOf(node.right, record, now))
    default:
      return null
  }
}

/** A field's value as conditions see it: a time or a day in milliseconds, a number written as text as a number. */
export function cellOf(value: unknown): Cell {
  if (value === undefined || value === null || value === '') return null
  if (value instanceof Date) return value.getTime()
  if (typeof value === 'string') {
    if (/^\d{4}-\d\d-\d\d$/.test(value)) return startOfDay(value).getTime()
    return /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value
  }
  return typeof value === 'number' || typeof value === 'boolean' ? value : null
}

const DAY_MS = 86_400_000

function operandOf(node: Condition, record: Record<string, unknown>, now: number): Cell {
  switch (node.kind) {
    case 'field':
      return cellOf(record[node.name])
    case 'now':
      return now
    case 'value':
      return node.value
    case 'days':
      return node.days * DAY_MS
    case 'sum': {
      const [left, right] = [operandOf(node.left, record, now), operandOf(node.right, record, now)]
      if (typeof left !== 'number' || typeof right !== 'number') return null
      return node.operator === '+' ? left + right : node.operator === '-' ? left - right : left * right
    }
    default:
      return null
  }
}

/** Decimal fractions are compared as what people meant: 0.1 + 0.2 is 0.3. */
const NEARLY = 1e-9

function compare(operator: Comparison, left: Cell, right: Cell): boolean | null {
  if (left === null || right === null) return null
  if (operator === '==' || operator === '!=') {
    const isSame =
      typeof left === 'number' && typeof right === 'number'
        ? Math.abs(left - right) <= NEARLY * Math.max(1, Math.abs(left), Math.abs(right))
        : String(left) === String(right)
    return isSame === (operator === '==')
  }
  if (typeof left !== 'number' || typeof right !== 'number') return null
  return operator === '<' ? left < right : operator === '<=' ? left <= right : operator === '>' ? left > right : left >= right
}

function isAnswer({ kind }: Condition): boolean {
  return kind === 'compare' || kind === 'both' || kind === 'either' || kind === 'blank'
}

function isComparison(operator: string): operator is Comparison {
  return ['==', '!=', '<', '<=', '>', '>='].includes(operator)
}
