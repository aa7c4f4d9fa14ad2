import { cellOf, fieldsOfCondition, isTrue, parseCondition } from './condition.ts'
import { isOfHistory, type Rule, type Severity } from './rule.ts'
import { type RuleWords, sayFinding } from './say-rule.ts'

/** A rule that a record breaks. `values`: what the record says in the fields the rule looks at. */
export interface Finding {
  rule: string
  severity: Severity
  /** Where a person sees it. */
  field: string
  message: string
  en: string
  values: Record<string, unknown>
}

export interface WordedRule {
  rule: Rule
  words: RuleWords
}

/** Makes of rules what finds those that a record breaks, in the order of the rules; each looks at the record alone. */
export function rowJudge(rules: WordedRule[]): (record: Record<string, unknown>, now: number) => Finding[] {
  const judges = rules.filter(({ rule }) => !isOfHistory(rule) && !rule.needed).map(judgeOf)
  return (record, now) => {
    const findings: Finding[] = []
    for (const judge of judges) {
      const finding = judge(record, now)
      if (finding) findings.push(finding)
    }
    return findings
  }
}

type Judge = (record: Record<string, unknown>, now: number) => Finding | null

function judgeOf({ rule, words }: WordedRule): Judge {
  const when = rule.when === undefined ? null : parseCondition(rule.when)
  const breaks = breaksOf(rule)
  const fields = fieldsOfRule(rule)
  return (record, now) => {
    if (rule.form !== undefined && record.form !== rule.form) return null
    if ((when && isTrue(when, record, now) !== true) || !breaks(record, now)) return null
    return findingOf({ rule, words }, Object.fromEntries(fields.map((field) => [field, saidIn(record, field)])))
  }
}

export function findingOf({ rule, words }: WordedRule, values: Record<string, unknown>): Finding {
  const field = (Object.keys(values)[0] ?? '').split('.')[0] as string
  const { vi: message, en } = sayFinding(rule, words, values)
  return { rule: rule.id, severity: rule.severity, field, message, en, values }
}

/** The fields a rule looks at, the one it is about first. */
export function fieldsOfRule({ required, range, set, holds, when, jump, duplicate }: Rule): string[] {
  const about = required ?? range?.field ?? set?.field ?? jump?.of
  const named = holds === undefined ? [] : fieldsOfCondition(parseCondition(holds))
  const only = when === undefined ? [] : fieldsOfCondition(parseCondition(when))
  return [...new Set([...(about === undefined ? [] : [about]), ...named, ...(duplicate ?? []), ...only])]
}

function breaksOf({ required, range, set, holds }: Rule): (record: Record<string, unknown>, now: number) => boolean {
  if (required !== undefined) return (record) => valuesIn(record, required).some((value) => cellOf(value) === null)
  if (range) {
    const { field, least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY } = range
    return (record) =>
      valuesIn(record, field).some((each) => {
        const value = cellOf(each)
        return typeof value === 'number' && (value < least || value > most)
      })
  }
  if (set) {
    const known = new Set(set.values)
    return (record) =>
      valuesIn(record, set.field).some(
        (value) => value !== undefined && value !== null && value !== '' && !known.has(String(value)),
      )
  }
  const condition = parseCondition(holds as string)
  return (record, now) => isTrue(condition, record, now) === false
}

/** A field's value, or those of a field of every item of a list. */
function valuesIn(record: Record<string, unknown>, path: string): unknown[] {
  const [list, item] = path.split('.') as [string, string | undefined]
  if (item === undefined) return [record[list]]
  const items = record[list]
  return Array.isArray(items) ? items.map((each) => (each as Record<string, unknown> | null)?.[item]) : []
}

function saidIn(record: Record<string, unknown>, path: string): unknown {
  const values = valuesIn(record, path)
  return path.includes('.') ? values : values[0]
}
