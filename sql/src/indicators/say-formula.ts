import type { Dimensions, Localised } from '../pack/pack.ts'
import type { Formula, Term } from './formula.ts'
import type { FormulaNode, Operator } from './formula-tree.ts'

type Language = keyof Localised

/** A formula as a person would read it out: measures by their titles, dimensions and their values by their words. */
export function sayFormula(formula: Pick<Formula, 'tree' | 'terms'>, dims: Dimensions): Localised {
  return { vi: sentence(formula, dims, 'vi'), en: sentence(formula, dims, 'en') }
}

function sentence({ tree, terms }: Pick<Formula, 'tree' | 'terms'>, dims: Dimensions, language: Language): string {
  const words = WORDS[language]
  const zeros: string[] = []
  const said = say(tree)
  return [said.charAt(0).toUpperCase() + said.slice(1), ...new Set(zeros)].join('. ')

  function say(node: FormulaNode): string {
    switch (node.kind) {
      case 'number':
        return number(node.value, language)
      case 'term':
        return sayTerm(terms[node.term] as Term, dims, language)
      case 'operation':
        return `${part(node.left)} ${words.operators[node.operator]} ${part(node.right)}`
      case 'share':
      case 'ratio':
        zeros.push(node.zero === null ? words.none : words.zero(number(node.zero, language)))
        return words[node.kind](part(node.numerator), part(node.denominator))
    }
  }

  function part(node: FormulaNode): string {
    return node.kind === 'number' || node.kind === 'term' ? say(node) : `(${say(node)})`
  }
}

function sayTerm({ measure, dim, values, begun }: Term, dims: Dimensions, language: Language): string {
  const words = WORDS[language]
  const title = `«${measure.title[language]}»`
  if (begun) return `${title} ${words.begun}`
  if (!dim || !values) return title
  const named = values.map((value) => dims[dim]?.values[value]?.[language] ?? value)
  return `${title} ${words.where(dims[dim]?.title[language] ?? dim, named.join(words.or))}`
}

const number = (value: number, language: Language) => value.toLocaleString(language === 'vi' ? 'vi-VN' : 'en-GB')

interface Words {
  operators: Record<Operator, string>
  share(part: string, whole: string): string
  ratio(of: string, per: string): string
  none: string
  zero(value: string): string
  begun: string
  where(dim: string, values: string): string
  or: string
}

const WORDS: Record<Language, Words> = {
  vi: {
    operators: { '+': 'cộng', '-': 'trừ', '*': 'nhân', '/': 'chia cho' },
    share: (part, whole) => `${part} chia cho ${whole}, tính bằng phần trăm`,
    ratio: (of, per) => `${of} chia cho ${per}`,
    none: 'Mẫu số bằng 0 thì không có số',
    zero: (value) => `Mẫu số bằng 0 thì lấy ${value}`,
    begun: 'đã qua mốc thời gian vào lúc đọc số',
    where: (dim, values) => `có ${dim.toLocaleLowerCase('vi')} là ${values}`,
    or: ' hoặc ',
  },
  en: {
    operators: { '+': 'plus', '-': 'minus', '*': 'times', '/': 'divided by' },
    share: (part, whole) => `${part} as a percentage of ${whole}`,
    ratio: (of, per) => `${of} for each of ${per}`,
    none: 'No number where the denominator is 0',
    zero: (value) => `${value} where the denominator is 0`,
    begun: 'whose time has come by the moment of reading',
    where: (dim, values) => `whose ${dim.toLocaleLowerCase('en')} is ${values}`,
    or: ' or ',
  },
}
