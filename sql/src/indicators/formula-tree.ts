// What a formula is once it has been checked: a tree that is evaluated, shown as proof, and fingerprinted.

export type Operator = '+' | '-' | '*' | '/'

export type FormulaNode =
  | { kind: 'number'; value: number }
  /** A place in the formula's terms. */
  | { kind: 'term'; term: number }
  | { kind: 'operation'; operator: Operator; left: FormulaNode; right: FormulaNode }
  /** `zero` is what it means to divide by 0; null is no number. */
  | { kind: 'share' | 'ratio'; numerator: FormulaNode; denominator: FormulaNode; zero: number | null }

/** Values in the order of the terms; null is the lack of a number and stays one through every operation. */
export function evaluateNode(node: FormulaNode, values: (number | null)[]): number | null {
  switch (node.kind) {
    case 'number':
      return node.value
    case 'term':
      return values[node.term] ?? null
    case 'operation': {
      const [x, y] = [evaluateNode(node.left, values), evaluateNode(node.right, values)]
      return x === null || y === null ? null : finite(OPERATIONS[node.operator](x, y))
    }
    case 'share':
    case 'ratio': {
      const [x, y] = [evaluateNode(node.numerator, values), evaluateNode(node.denominator, values)]
      if (x === null || y === null) return null
      if (y === 0) return node.zero
      return finite(((node.kind === 'share' ? 100 : 1) * x) / y)
    }
  }
}

const OPERATIONS: Record<Operator, (x: number, y: number) => number> = {
  '+': (x, y) => x + y,
  '-': (x, y) => x - y,
  '*': (x, y) => x * y,
  '/': (x, y) => x / y,
}

/** What overflows is no number either. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
