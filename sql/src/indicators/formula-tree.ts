// What a formula is once it has been checked: a tree that is evaluated, shown as proof, and fingerprinted.

export type Operator = '+' | '-' | '*' | '/'

export type FormulaNode =
  | { kind: 'number'; value: number }
  /** A place in the formula's terms. */
  | { kind: 'term'; term: number }
  | { kind: 'operation'; operator: Operator; left: FormulaNode; right: FormulaNode }
  /** `zero` is what it means to divide by 0; null is no number. `each` is how many of the denominator are counted as one. */
  | { kind: 'share' | 'ratio'; numerator: FormulaNode; denominator: FormulaNode; zero: number | null; each?: number }
  /**
   * The middle of what is counted in bins from 0: one for each upper edge in `edges`, and one for what lies beyond the last.
   * `percent` is how much lies below it where that is not half.
   */
  | { kind: 'median'; bins: FormulaNode[]; edges: number[]; percent?: number }
  /** A percentage of a percentage, or of points. */
  | { kind: 'of'; left: FormulaNode; right: FormulaNode }
  /** Points for a percentage: all of `max` from the threshold on, below it in proportion; or those it does not bring. */
  | { kind: 'score' | 'lost'; rate: FormulaNode; threshold: number; max: number }

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
      return finite(((node.kind === 'share' ? 100 : (node.each ?? 1)) * x) / y)
    }
    case 'of': {
      const [x, y] = [evaluateNode(node.left, values), evaluateNode(node.right, values)]
      return x === null || y === null ? null : finite((x * y) / 100)
    }
    case 'score':
    case 'lost': {
      const rate = evaluateNode(node.rate, values)
      if (rate === null) return null
      const points = Math.min(node.max, Math.max(0, (rate * node.max) / node.threshold))
      return node.kind === 'score' ? points : node.max - points
    }
    case 'median': {
      const counts = node.bins.map((bin) => evaluateNode(bin, values))
      return counts.includes(null) ? null : medianOf(counts as number[], node.edges, node.percent)
    }
  }
}

/** Whether it only adds up what it names: what grows by all of it, and is never set against anything. */
export function isSum(node: FormulaNode): boolean {
  return node.kind === 'term' || (node.kind === 'operation' && node.operator === '+' && isSum(node.left) && isSum(node.right))
}

/** Within its bin what is counted is taken to lie evenly; beyond the last edge nobody knows how far, so the edge is the answer. */
function medianOf(counts: number[], edges: number[], percent = 50): number | null {
  const part = (counts.reduce((sum, count) => sum + count, 0) * percent) / 100
  if (part <= 0) return null
  let below = 0
  for (const [place, edge] of edges.entries()) {
    const count = counts[place] as number
    const from = edges[place - 1] ?? 0
    if (below + count >= part) return finite(from + ((edge - from) * (part - below)) / count)
    below += count
  }
  return edges.at(-1) ?? null
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

/** Whether a part of a formula counts a term, by its place. */
export function names(node: FormulaNode, term: number): boolean {
  switch (node.kind) {
    case 'number':
      return false
    case 'term':
      return node.term === term
    case 'score':
    case 'lost':
      return names(node.rate, term)
    case 'of':
    case 'operation':
      return names(node.left, term) || names(node.right, term)
    case 'median':
      return node.bins.some((bin) => names(bin, term))
    case 'share':
    case 'ratio':
      return names(node.numerator, term) || names(node.denominator, term)
  }
}
