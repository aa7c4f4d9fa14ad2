import type { DescribedKind, Target } from '../pack/describe-kinds.ts'
import type { Localised } from '../pack/pack.ts'
import { type Comparison, type Condition, parseCondition } from './condition.ts'
import type { Rule } from './rule.ts'

type Language = keyof Localised

/** What people call the fields of a kind of record and the columns of its facts, and the form a rule is of. */
export interface RuleWords {
  fields: Map<string, Pick<Target, 'title'> & Partial<Pick<Target, 'type' | 'values'>>>
  form: Localised | null
}

/** The words of a rule's own form before those of the others. */
export function wordsFor(kind: DescribedKind[], columns: Map<string, Localised>, form: string | undefined): RuleWords {
  const own = kind.filter((each) => form !== undefined && each.form === form)
  const targets = [...kind, ...own].flatMap((each) => each.targets)
  const named = [...columns].map(([name, title]): [string, Pick<Target, 'title'>] => [name, { title }])
  return {
    fields: new Map([...named, ...targets.map((target): [string, Target] => [target.name, target])]),
    form: columns.get(`form=${form}`) ?? own[0]?.title ?? null,
  }
}

/** A rule as a person would say it: made of what it asks, so that it never says otherwise than it does. */
export function sayRule(rule: Rule, words: RuleWords): Localised {
  return { vi: sentence(rule, words, 'vi'), en: sentence(rule, words, 'en') }
}

/** What is wrong with a record and what to do: the rule, and what the record says instead. */
export function sayFinding(rule: Rule, words: RuleWords, values: Record<string, unknown>): Localised {
  return { vi: foundIn('vi', rule, words, values), en: foundIn('en', rule, words, values) }
}

function foundIn(language: Language, rule: Rule, words: RuleWords, values: Record<string, unknown>): string {
  const said = Object.entries(values).map(
    ([field, value]) => `${BESIDE[language][field] ?? nameOf(words, field, language)} ${shown(words, field, value, language)}`,
  )
  return `${sentence(rule, words, language)}. ${SAY[language].row}: ${said.join(', ')}. ${rule.why?.[language] ?? adviceOf(rule, language)}`.trim()
}

/** What a finding says besides what the fields say. */
const BESIDE: Record<Language, Record<string, string>> = {
  vi: { usual: 'mức thường', like: 'giống bản ghi' },
  en: { usual: 'usual', like: 'like record' },
}

function adviceOf({ severity, jump, duplicate }: Rule, language: Language): string {
  if (severity === 'block') return ''
  const { warned, jumped, twice, held } = ADVICE[language]
  return severity === 'warn' ? warned : jump ? jumped : duplicate ? twice : held
}

const ADVICE = {
  vi: {
    warned: 'Dòng vẫn được lưu; soát lại, sai thì sửa tại nguồn.',
    jumped: 'Đối chiếu với nguồn: sai thì sửa, đúng thì đưa vào như đang có.',
    twice: 'Đối chiếu với nguồn: trùng thì loại, khác thì đưa vào như đang có.',
    held: 'Soát lại và sửa tại nguồn, hoặc sửa ở đây rồi đưa vào.',
  },
  en: {
    warned: 'The row is stored; look again, and mend it at the source where it is wrong.',
    jumped: 'Compare it with the source: mend it where it is wrong, take it in as it is where it is right.',
    twice: 'Compare it with the source: put it aside where it is the same, take it in where it is another.',
    held: 'Look again and mend it at the source, or mend it here and take it in.',
  },
}

function sentence(rule: Rule, words: RuleWords, language: Language): string {
  const say = SAY[language]
  const form = words.form ? `${words.form[language]}: ` : ''
  const only = rule.when === undefined ? '' : `${say.when} ${condition(parseCondition(rule.when), words, language)}: `
  const said = form + only + checked(rule, words, language)
  return said.charAt(0).toLocaleUpperCase(language) + said.slice(1)
}

function checked(rule: Rule, words: RuleWords, language: Language): string {
  const say = SAY[language]
  const name = (field: string) => nameOf(words, field, language)
  if (rule.needed) return rule.needed[language]
  if (rule.required !== undefined) return say.required(name(rule.required))
  if (rule.range) {
    const { field, least, most } = rule.range
    const number = numberOf(field, say)
    if (least !== undefined && most !== undefined) return say.between(name(field), number(least), number(most))
    return least !== undefined ? say.atLeast(name(field), number(least)) : say.atMost(name(field), number(most as number))
  }
  if (rule.set)
    return say.oneOf(
      name(rule.set.field),
      rule.set.values.map((value) => shown(words, rule.set?.field ?? '', value, language)).join(', '),
    )
  if (rule.jump) {
    const { of, times, least } = rule.jump
    return say.jump(name(of), say.number(times)) + (least > 0 ? say.jumpLeast(say.number(least)) : '')
  }
  if (rule.duplicate) return say.duplicate(rule.duplicate.map(name).join(', '))
  return condition(parseCondition(rule.holds as string), words, language)
}

function condition(node: Condition, words: RuleWords, language: Language): string {
  const say = SAY[language]
  switch (node.kind) {
    case 'field':
      return nameOf(words, node.name, language)
    case 'blank':
      return say.blank(nameOf(words, node.name, language))
    case 'now':
      return say.now
    case 'days':
      return say.days(say.number(node.days))
    case 'value':
      return typeof node.value === 'string' ? `«${node.value}»` : shown(words, '', node.value, language)
    case 'sum':
      return `${condition(node.left, words, language)} ${node.operator === '*' ? '×' : node.operator} ${condition(node.right, words, language)}`
    case 'both':
    case 'either':
      return `${condition(node.left, words, language)} ${say[node.kind]} ${condition(node.right, words, language)}`
    case 'compare':
      return compared(node, words, language)
  }
}

function compared({ operator, left, right }: Condition & { kind: 'compare' }, words: RuleWords, language: Language): string {
  const say = SAY[language]
  const isTime = [left, right].some((side) => side.kind === 'now' || (side.kind === 'field' && isTimeField(words, side.name)))
  const isWord = right.kind === 'value' && typeof right.value !== 'number'
  const other =
    right.kind === 'value' && left.kind === 'field'
      ? shown(words, left.name, right.value, language)
      : condition(right, words, language)
  const link = isWord ? say.is[operator as '==' | '!='] : isTime ? say.times[operator] : say.sizes[operator]
  return `${condition(left, words, language)} ${link} ${other}`
}

function isTimeField(words: RuleWords, name: string): boolean {
  const type = words.fields.get(name)?.type
  return type === 'instant' || type === 'day'
}

function nameOf(words: RuleWords, field: string, language: Language): string {
  const [list = field, item] = field.split('.')
  const name = (each: string) =>
    words.fields.get(each)?.title[language] ??
    (each === 'unit_id' ? words.fields.get('unit')?.title[language] : undefined) ??
    each
  return item === undefined ? `«${name(list)}»` : `«${name(list)}: ${name(item)}»`
}

const AT = new Intl.DateTimeFormat('vi-VN', {
  timeZone: 'Asia/Ho_Chi_Minh',
  ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false },
})
const LONGEST = 80

function shown(words: RuleWords, field: string, value: unknown, language: Language): string {
  const say = SAY[language]
  if (value === undefined || value === null || value === '') return say.nothing
  if (value instanceof Date) return AT.format(value)
  if (Array.isArray(value)) return value.map((each) => shown(words, field, each, language)).join('; ')
  if (typeof value === 'number') return numberOf(field, say)(value)
  if (typeof value === 'boolean') return value ? say.yes : say.no
  if (typeof value === 'object') return JSON.stringify(value).slice(0, LONGEST)
  const text = String(value)
  const named = words.fields.get(field)?.values?.find((each) => each.value === text)
  if (named) return `«${named.title[language]}»`
  return /^\d{4}-\d\d-\d\d$/.test(text) ? text.split('-').reverse().join('/') : `«${text.slice(0, LONGEST)}»`
}

/** A year is named, not counted. */
const numberOf = (field: string, say: { number(value: number): string }): ((value: number) => string) =>
  /(^|[._])year$/.test(field) ? String : say.number

const numberIn = (locale: string) => {
  const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 4 })
  return (value: number) => format.format(value)
}

const TIMES: Record<Language, Record<Comparison, string>> = {
  vi: { '==': 'trùng với', '!=': 'khác', '<': 'trước', '<=': 'không muộn hơn', '>': 'sau', '>=': 'không sớm hơn' },
  en: { '==': 'is', '!=': 'is not', '<': 'is before', '<=': 'is not after', '>': 'is after', '>=': 'is not before' },
}
const SIZES: Record<Language, Record<Comparison, string>> = {
  vi: { '==': 'bằng', '!=': 'khác', '<': 'nhỏ hơn', '<=': 'không lớn hơn', '>': 'lớn hơn', '>=': 'không nhỏ hơn' },
  en: { '==': 'equals', '!=': 'differs from', '<': 'is below', '<=': 'is at most', '>': 'is above', '>=': 'is at least' },
}

const SAY = {
  vi: {
    row: 'Dòng này',
    when: 'khi',
    required: (a: string) => `phải có ${a}`,
    between: (a: string, least: string, most: string) => `${a} từ ${least} đến ${most}`,
    atLeast: (a: string, least: string) => `${a} không nhỏ hơn ${least}`,
    atMost: (a: string, most: string) => `${a} không lớn hơn ${most}`,
    oneOf: (a: string, values: string) => `${a} là một trong: ${values}`,
    jump: (a: string, times: string) => `${a} không hơn kém quá ${times} lần mức thường của chính đơn vị đó`,
    jumpLeast: (least: string) => ` (từ ${least} trở lên)`,
    duplicate: (columns: string) => `không có hai bản ghi khác mã mà trùng ${columns}`,
    blank: (a: string) => `${a} để trống`,
    now: 'lúc nhận dữ liệu',
    days: (n: string) => `${n} ngày`,
    both: 'và',
    either: 'hoặc',
    is: { '==': 'là', '!=': 'không phải' },
    times: TIMES.vi,
    sizes: SIZES.vi,
    nothing: '(trống)',
    yes: 'có',
    no: 'không',
    number: numberIn('vi-VN'),
  },
  en: {
    row: 'This row',
    when: 'where',
    required: (a: string) => `${a} is given`,
    between: (a: string, least: string, most: string) => `${a} is between ${least} and ${most}`,
    atLeast: (a: string, least: string) => `${a} is at least ${least}`,
    atMost: (a: string, most: string) => `${a} is at most ${most}`,
    oneOf: (a: string, values: string) => `${a} is one of: ${values}`,
    jump: (a: string, times: string) => `${a} is within ${times} times what is usual of the same unit, above or below`,
    jumpLeast: (least: string) => ` (from ${least} on)`,
    duplicate: (columns: string) => `no two records under different ids agree in ${columns}`,
    blank: (a: string) => `${a} is blank`,
    now: 'the time it was received',
    days: (n: string) => (n === '1' ? '1 day' : `${n} days`),
    both: 'and',
    either: 'or',
    is: { '==': 'is', '!=': 'is not' },
    times: TIMES.en,
    sizes: SIZES.en,
    nothing: '(blank)',
    yes: 'yes',
    no: 'no',
    number: numberIn('en-GB'),
  },
}
