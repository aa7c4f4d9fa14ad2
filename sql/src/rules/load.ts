import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Normaliser } from '../pack/normalise.ts'
import { readLocated } from '../province/located.ts'
import { fieldsOfRule } from './judge-row.ts'
import { isOfHistory, Rule } from './rule.ts'

const Rules = z.array(Rule)

/** What every kind of record asks: a row whose unit nobody knows counts nowhere. */
const OF_ALL: Rule[] = [
  Rule.parse({
    id: 'unknown_unit',
    needed: {
      vi: 'Đơn vị có trong danh mục đơn vị, vào ngày bản ghi nói tới',
      en: 'The unit is known on the day the record speaks of',
    },
  }),
]

/**
 * The rules a domain declares for a kind of record: `rules.yaml` where it is the domain's only one, else `rules/<kind>.yaml`; and what
 * is asked of all. What names a field or column the kind does not have is refused by file and, where it is no rule at all, by line.
 */
export function loadRules(folder: string, kind: { id: string; normaliser: Normaliser }, isOnly: boolean): Rule[] {
  const name = isOnly ? 'rules.yaml' : `rules/${kind.id}.yaml`
  const path = join(folder, name)
  if (!existsSync(path)) return OF_ALL
  const { value: own, where } = readLocated(path, Rules)
  const rules = [...OF_ALL.filter(({ id }) => !own.some((rule) => rule.id === id)), ...own]
  const trouble = ruleTrouble(kind.normaliser, rules)
  if (trouble) throw new Error(`${where()}: ${trouble}`)
  return rules
}

/** What a rule names that its kind of record does not have; null where all is known. */
export function ruleTrouble({ schema, columns, forms = {} }: Normaliser, rules: Rule[]): string | null {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as { properties?: object }
  const counted = Object.values(forms).flatMap((items) => Object.keys(items))
  const fields = new Set([...Object.keys(properties), ...counted])
  const facts = new Set(['unit_id', ...Object.keys(columns), ...counted])
  for (const rule of rules) {
    if (rule.form !== undefined && !(rule.form in forms)) return `rule «${rule.id}»: there is no form «${rule.form}».`
    const { jump, when } = rule
    if (isOfHistory(rule) && when !== undefined) return `rule «${rule.id}»: what is looked up in history has no «when».`
    const known = isOfHistory(rule) ? facts : fields
    const named = [...fieldsOfRule(rule), ...(jump ? [jump.at, ...jump.by] : [])]
    const unknown = named.find((each) => !known.has(each.split('.')[0] as string))
    if (unknown)
      return `rule «${rule.id}»: there is no ${isOfHistory(rule) ? 'column' : 'field'} «${unknown}» (${[...known].join(', ')}).`
  }
  return null
}
