import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../db.ts'
import { loadDomains } from '../pack/load.ts'
import type { Kind } from '../pack/load-kind.ts'
import type { Localised } from '../pack/pack.ts'
import { ruleTrouble } from './load.ts'
import { Rule } from './rule.ts'
import { changed, changeTrouble, RuleChange } from './rule-set.ts'

/** A rule as it is asked, as it was declared, and what the province has otherwise of it. */
export interface FittedRule {
  rule: Rule
  declared: Rule
  own: RuleChange
}

/** What a province says of a rule and its domain, as it is now, has no place for. */
export interface Stray {
  rule: string
  why: Localised
}

/** A province's rules as they are kept: each part is looked at by itself. */
const Kept = z.object({
  set: z.record(z.string(), z.unknown()).default({}),
  more: z.array(z.unknown()).default([]),
})

/**
 * The rules of a kind as a province has them, those switched off among them. What no longer fits, since the product's own rules are
 * others than when it was said, is left out and told: it stops no feed.
 */
export function fitRules({ rules, normaliser }: Pick<Kind, 'rules' | 'normaliser'>, spec: unknown) {
  const kept = Kept.safeParse(spec ?? {})
  const strays: Stray[] = []
  const declared = [...rules]
  const stray = (rule: string, vi: string, en: string) => void strays.push({ rule, why: { vi, en } })
  if (!kept.success) stray('', 'Không đọc được các thay đổi đã lưu.', 'What is kept can’t be read.')
  const { set, more } = kept.data ?? { set: {}, more: [] }
  for (const one of more) {
    const read = Rule.safeParse(one)
    const id = String((one as { id?: unknown } | null)?.id ?? '')
    const trouble = read.success ? ruleTrouble(normaliser, [read.data]) : z.prettifyError(read.error)
    if (declared.some((rule) => rule.id === id))
      stray(
        id,
        'Hệ thống nay có quy tắc cùng mã nên quy tắc của tỉnh không được hỏi.',
        'It is declared twice: the domain has a rule of the same id.',
      )
    else if (trouble !== null || !read.success)
      stray(
        id,
        `Quy tắc của tỉnh không còn khớp loại bản ghi: ${trouble}`,
        `The province’s rule does not fit its kind of record: ${trouble}`,
      )
    else declared.push(read.data)
  }
  const own = new Map<string, RuleChange>()
  for (const [id, change] of Object.entries(set)) {
    const rule = declared.find((each) => each.id === id)
    const read = RuleChange.safeParse(change)
    if (!rule) {
      stray(
        id,
        'Hệ thống không còn quy tắc này.',
        `There is no rule «${id}». There are: ${declared.map((each) => each.id).join(', ')}.`,
      )
      continue
    }
    const trouble = read.success
      ? changeTrouble(rule, read.data)
      : { vi: z.prettifyError(read.error), en: z.prettifyError(read.error) }
    if (trouble || !read.success) strays.push({ rule: id, why: trouble as Localised })
    else own.set(id, read.data)
  }
  const fitted = declared.map((rule): FittedRule => {
    const change = own.get(rule.id) ?? {}
    return { rule: changed(rule, change), declared: rule, own: change }
  })
  return { fitted, strays }
}

/** What this province says of rules that its domains have no place for, by kind of record. */
export async function strayRules(db: Db): Promise<({ kind: string } & Stray)[]> {
  const kinds = (await loadDomains()).flatMap((domain) => domain.kinds)
  const { rows } = await sql<{ key: string; spec: unknown }>`select key, spec from rule_set order by key collate "C"`.execute(db)
  return rows.flatMap(({ key, spec }) => {
    const kind = kinds.find((each) => `${each.domain}.${each.id}` === key)
    const gone = { rule: '', why: { vi: 'Hệ thống không còn loại bản ghi này.', en: 'There is no such kind of record.' } }
    return (kind ? fitRules(kind, spec).strays : [gone]).map((each) => ({ kind: key, ...each }))
  })
}
