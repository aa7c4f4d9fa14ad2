import { type PersonalRegister, personalRegister } from '@ioc/sql'
import type { Localised } from '@ioc/sql/pack'
import { withDatabase } from '../with-database.ts'

type Language = keyof Localised

const WORDS = {
  vi: {
    nothing: 'không giữ gì về cá nhân',
    house: 'Bản thân hệ thống',
    rules: 'Thời hạn xóa',
    'in force': 'khi còn dùng',
    'for good': 'lâu dài',
    days: (days: number) => `${days} ngày sau khi xong`,
    never: 'chưa chạy lần nào',
    last: (at: string, rows: number, all: number) => `lần cuối ${at}: xóa ${rows}, cộng dồn ${all}`,
  },
  en: {
    nothing: 'keeps nothing of persons',
    house: 'The house itself',
    rules: 'When it is removed',
    'in force': 'as long as it is in force',
    'for good': 'for good',
    days: (days: number) => `${days} days after it is over`,
    never: 'never ran',
    last: (at: string, rows: number, all: number) => `last at ${at}: ${rows} removed, ${all} in all`,
  },
}

/** What is kept of persons, what for and how long, and when each rule last removed what was over. */
export async function printPersonal({ json, lang }: { json?: boolean; lang: Language }): Promise<void> {
  const register = await withDatabase(({ db }) => personalRegister(db))
  process.stdout.write(json ? `${JSON.stringify(register)}\n` : sayRegister(register, lang))
}

function sayRegister({ domains, house, rules }: PersonalRegister, lang: Language): string {
  const words = WORDS[lang]
  const days = new Map(rules.map((each) => [each.rule as string, words.days(each.days)]))
  const keptFor = (kept: string) => (kept === 'in force' || kept === 'for good' ? words[kept] : days.get(kept))
  const entry = (each: {
    what: Localised
    where: string | readonly string[]
    purpose: Localised
    basis: string
    kept: string
    why?: Localised | undefined
  }) =>
    [
      `  • ${each.what[lang]}`,
      `    ${[each.where].flat().join(', ')}`,
      `    ${each.purpose[lang]} (${each.basis})`,
      `    → ${keptFor(each.kept)}${each.why ? `: ${each.why[lang]}` : ''}`,
    ].join('\n')
  const section = (title: string, entries: string[]) => `${title}\n${entries.join('\n')}\n`
  return [
    ...domains.map(({ id, title, keeps }) =>
      section(`${title[lang]} (${id})`, keeps.length > 0 ? keeps.map(entry) : [`  – ${words.nothing}`]),
    ),
    section(words.house, house.map(entry)),
    section(
      words.rules,
      rules.map(({ rule, title, days, last }) => {
        const ran = last ? words.last(last.ranAt.toISOString(), last.removed, last.removedInAll) : words.never
        return `  • ${title[lang]} (retention.${rule}): ${words.days(days)}; ${ran}`
      }),
    ),
  ].join('\n')
}
