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
      case 'median':
        return sayMedian(terms[node.bins.find((bin) => bin.kind === 'term')?.term ?? 0] as Term, node.percent)
      case 'of':
        return words.of(part(node.left), part(node.right))
      case 'lost':
      case 'score':
        return words[node.kind](part(node.rate), number(node.threshold, language), number(node.max, language))
      case 'share':
      case 'ratio':
        zeros.push(node.zero === null ? words.none : words.zero(number(node.zero, language)))
        return node.kind === 'share'
          ? words.share(part(node.numerator), part(node.denominator))
          : words.ratio(
              part(node.numerator),
              part(node.denominator),
              node.each === undefined ? null : number(node.each, language),
            )
    }
  }

  function sayMedian({ measure, dim = '', yearBefore }: Term, percent = 50): string {
    const name = percent === 50 ? words.median : (...of: [string, string]) => words.percentile(number(percent, language), ...of)
    return name(
      `«${measure.title[language]}»${yearBefore ? ` ${words.yearBefore}` : ''}`,
      dims[dim]?.title[language].toLocaleLowerCase(language) ?? dim,
    )
  }

  function part(node: FormulaNode): string {
    const isShort = node.kind === 'number' || (node.kind === 'term' && !terms[node.term]?.distinct)
    return isShort ? say(node) : `(${say(node)})`
  }
}

function sayTerm(term: Term, dims: Dimensions, language: Language): string {
  const { distinct } = term
  if (!distinct) return sayCounted(term, dims, language)
  const name = (dims[distinct.dim]?.title[language] ?? distinct.dim).toLocaleLowerCase(language)
  const among = distinct.among ? sayCounted(distinct.among, dims, language) : null
  return WORDS[language].distinct(name, sayCounted(term, dims, language), among)
}

function sayCounted(
  { measure, dim, values, begun, days, soFar, stood, yearBefore, count, whole }: Term,
  dims: Dimensions,
  language: Language,
): string {
  const words = WORDS[language]
  const moment = soFar
    ? ` ${words.soFar}`
    : stood
      ? ` ${words.stood}`
      : begun
        ? ` ${days === undefined ? words.begun : days > 0 ? words.due(days) : words.begunFor(-days)}`
        : ''
  const title = `${whole ? `${words.whole} ` : ''}${count ? `${words.count} ` : ''}«${measure.title[language]}»${yearBefore ? ` ${words.yearBefore}` : ''}${moment}`
  if (!dim || !values) return title
  const named = values.map((value) => dims[dim]?.values[value]?.[language] ?? value)
  return `${title} ${words.where(dims[dim]?.title[language] ?? dim, named.join(words.or))}`
}

const number = (value: number, language: Language) => value.toLocaleString(language === 'vi' ? 'vi-VN' : 'en-GB')

interface Words {
  operators: Record<Operator, string>
  share(part: string, whole: string): string
  ratio(of: string, per: string, each: string | null): string
  median(measure: string, dim: string): string
  percentile(percent: string, measure: string, dim: string): string
  of(part: string, whole: string): string
  score(rate: string, threshold: string, max: string): string
  lost(rate: string, threshold: string, max: string): string
  none: string
  zero(value: string): string
  begun: string
  soFar: string
  stood: string
  begunFor(days: number): string
  due(days: number): string
  yearBefore: string
  count: string
  distinct(dim: string, of: string, among: string | null): string
  where(dim: string, values: string): string
  whole: string
  or: string
}

const WORDS: Record<Language, Words> = {
  vi: {
    operators: { '+': 'cộng', '-': 'trừ', '*': 'nhân', '/': 'chia cho' },
    share: (part, whole) => `${part} chia cho ${whole}, tính bằng phần trăm`,
    ratio: (of, per, each) => `${of} chia cho ${per}${each ? `, nhân ${each}` : ''}`,
    median: (measure, dim) => `trung vị của ${measure}, xếp theo ${dim}`,
    percentile: (percent, measure, dim) => `phân vị ${percent} % của ${measure}, xếp theo ${dim}`,
    of: (part, whole) => `${part} nhân với tỷ lệ ${whole}`,
    score: (rate, threshold, max) => `điểm của ${rate}: đủ ${max} điểm từ ${threshold} %, dưới mức đó tính theo tỷ lệ`,
    lost: (rate, threshold, max) =>
      `điểm mất vì ${rate}: không mất từ ${threshold} %, dưới mức đó mất theo tỷ lệ trong ${max} điểm`,
    none: 'Mẫu số bằng 0 thì không có số',
    zero: (value) => `Mẫu số bằng 0 thì lấy ${value}`,
    begun: 'đã qua mốc thời gian vào lúc đọc số',
    soFar: 'mà mốc thời gian trong kỳ đã qua vào lúc đọc số',
    stood: 'vào cuối kỳ (kỳ chưa hết thì vào lúc đọc số)',
    begunFor: (days) => `đã qua mốc thời gian ít nhất ${days} ngày vào lúc đọc số`,
    due: (days) => `đã qua hoặc sẽ tới mốc thời gian trong ${days} ngày kể từ lúc đọc số`,
    count: 'số lần ghi vào',
    distinct: (dim, of, among) => `số ${dim} khác nhau trong ${of}${among ? `, chỉ tính ${dim} cũng có trong ${among}` : ''}`,
    yearBefore: 'cùng kỳ năm trước',
    whole: 'tất cả',
    where: (dim, values) => `có ${dim.toLocaleLowerCase('vi')} là ${values}`,
    or: ' hoặc ',
  },
  en: {
    operators: { '+': 'plus', '-': 'minus', '*': 'times', '/': 'divided by' },
    share: (part, whole) => `${part} as a percentage of ${whole}`,
    ratio: (of, per, each) => `${of} for each ${each ? `${each} ` : ''}of ${per}`,
    median: (measure, dim) => `median of ${measure}, ordered by ${dim}`,
    percentile: (percent, measure, dim) => `${percent}th percentile of ${measure}, ordered by ${dim}`,
    of: (part, whole) => `${part} times the percentage ${whole}`,
    score: (rate, threshold, max) => `points for ${rate}: all ${max} from ${threshold} % on, below that in proportion`,
    lost: (rate, threshold, max) => `points lost by ${rate}: none from ${threshold} % on, below that in proportion, of ${max}`,
    none: 'No number where the denominator is 0',
    zero: (value) => `${value} where the denominator is 0`,
    begun: 'whose time has come by the moment of reading',
    soFar: 'whose time within the period has come by the moment of reading',
    stood: 'at the end of the period, or by the moment of reading in one under way',
    begunFor: (days) => `whose time had come ${days} days before the moment of reading`,
    due: (days) => `whose time has come or comes within ${days} days of the moment of reading`,
    count: 'number of times counted into',
    distinct: (dim, of, among) =>
      `number of different values of ${dim} in ${of}${among ? `, only those that are also in ${among}` : ''}`,
    yearBefore: 'of the same days of the year before',
    whole: 'all of',
    where: (dim, values) => `whose ${dim.toLocaleLowerCase('en')} is ${values}`,
    or: ' or ',
  },
}
