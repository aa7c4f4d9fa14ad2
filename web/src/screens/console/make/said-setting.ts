import { sayDay } from '../../../text/day.ts'
import type { Say } from '../../../text/say.ts'
import { pathOf, type Rule, treatmentIn } from './personal.ts'

/** What a setting of a feed is, by its path, as the screens say it. */
export function saidSetting({ t, span, number }: Pick<Say, 't' | 'span' | 'number'>, path: string, value: string): string {
  if ((path === 'every' || path === 'promise') && /^\d+$/.test(value)) return span(Number(value))
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return sayDay(value)
  if (path === 'counted') return t(`make.counted.${value}`, { defaultValue: value })
  if (path === 'knownBy') return t(`make.knownBy.${value}`, { defaultValue: value })
  if (path === 'journalDays' && /^\d+$/.test(value)) return t('make.journalDays', { days: number(Number(value)) })
  if (/^map\.[^.]+\.as$/.test(path)) return t(`make.types.${value}`, { defaultValue: value })
  if (path === 'redact') {
    const rules = value.startsWith('[') ? (JSON.parse(value) as Rule[]) : [value]
    return rules.map((rule) => `${t(`make.treatments.${treatmentIn(rule)}`)}: ${pathOf(rule)}`).join('; ') || t('console.blank')
  }
  const wordOf = (one: string) => (/\.format$/.test(path) ? t(`make.formats.${one}`, { defaultValue: one }) : one)
  if (/^\["/.test(value)) return (JSON.parse(value) as unknown[]).map((one) => wordOf(String(one))).join(', ')
  return value === 'true' || value === 'false' ? t(`make.${value}`) : value
}
