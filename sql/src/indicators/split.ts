import { dimsOf, type Formula, type Term } from './formula.ts'
import { type FormulaNode, names } from './formula-tree.ts'

/** Whether a term counts value by value where its formula is split by a dimension; what a formula calls whole does not. */
export const isSplit = (term: Term, dim: string): boolean => !term.whole && dimsOf(term).includes(dim)

/**
 * The dimensions that a formula can be split by, as its measures name them. What it counts must all be told apart by it, only what that
 * is a share of may count whole: incidents of one kind for each person, but not all that is late out of one procedure. A share of what
 * has some values of a dimension says nothing by it: each would be all of it or none.
 */
export function splitDims({ terms, tree }: Pick<Formula, 'terms' | 'tree'>): string[] {
  const named = new Set(terms.flatMap((term) => (term.whole ? [] : dimsOf(term))))
  return [...named].filter((dim) => !stuckBy(terms, dim) && splits(tree, terms, dim) === 'split')
}

/** Why a formula can't be split by a dimension, and by which it can; null where it can. */
export function splitTrouble({ terms, tree }: Pick<Formula, 'terms' | 'tree'>, dim: string): string | null {
  const stuck = stuckBy(terms, dim)
  if (stuck) return `${stuck.measure.id} does not add up over time, so it has no split over a period.`
  if (splits(tree, terms, dim) === 'split') return null
  const cure = cureOf(splitDims({ terms, tree }))
  const lacking = new Set(terms.filter((term) => !term.whole && !isSplit(term, dim)).map(({ measure }) => measure.id))
  if (lacking.size === 0) return `It counts only some values of «${dim}», so it says nothing by it. ${cure}`
  return `${[...lacking].join(', ')} ${lacking.size > 1 ? 'have' : 'has'} no dimension «${dim}». ${cure}`
}

const cureOf = (dims: string[]) => (dims.length > 0 ? `It can be split by ${dims.join(', ')}.` : 'It can be split by units only.')

/** The term that a dimension would split and that does not add up over time. */
export const stuckBy = (terms: Term[], dim: string): Term | undefined =>
  terms.find((term) => isSplit(term, dim) && (term.measure.time === 'none' || (term.measure.time === 'last' && term.yearBefore)))

/** What becomes of a part of a formula: `constant` is what is the same of every value by intention. */
type Outcome = 'split' | 'unsplit' | 'mixed' | 'constant'

function splits(node: FormulaNode, terms: Term[], dim: string): Outcome {
  const of = (each: FormulaNode) => splits(each, terms, dim)
  switch (node.kind) {
    case 'number':
      return 'constant'
    case 'term': {
      const term = terms[node.term] as Term
      if (term.whole) return 'constant'
      const isOne = term.dim === dim && term.values?.length === 1
      return isSplit(term, dim) && !isOne ? 'split' : 'unsplit'
    }
    case 'score':
    case 'lost':
      return of(node.rate)
    case 'of':
    case 'operation':
      return together([of(node.left), of(node.right)])
    case 'median':
      return together(node.bins.map(of))
    case 'share':
    case 'ratio': {
      if (terms.some((term, place) => term.dim === dim && names(node.numerator, place))) return 'mixed'
      const [above, below] = [of(node.numerator), of(node.denominator)]
      if (above === 'split' && below !== 'mixed') return 'split'
      return together([above, below])
    }
  }
}

function together(parts: Outcome[]): Outcome {
  const [first = 'constant', ...others] = new Set(parts.filter((part) => part !== 'constant'))
  return others.length > 0 ? 'mixed' : first
}
