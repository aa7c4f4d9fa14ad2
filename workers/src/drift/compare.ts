import type { Mapping } from '../mapping/mapping.ts'
import { type FieldProfile, fieldsOf, type Profile } from './profile.ts'

/** What is no longer as it was, in a sentence with the source's own column, in either language, and in code. */
export interface Drift {
  code: 'held' | 'rows' | 'gone' | 'scale' | 'same' | 'exchanged' | 'words'
  field?: string
  says: string
  en: string
}

// Fewer rows than this say nothing about what is usual.
const ENOUGH = 50
const RARELY_HELD = 0.1
const MOSTLY_HELD = 0.5
const USUALLY_FILLED = 0.5
/** Three hundred times as much, or as little: đồng for nghìn đồng is a thousand times. */
const POWERS = 2.5
const MOSTLY_EXCHANGED = 0.9
const SOMETIMES_NEAR = 0.1
const MANY_TIMES = 8
const PAGES_KNOWN = 3

/** In what a page's rows differ from all before so much that they can hardly mean the same. `isOfPast`: a person asked for old days. */
export function driftOf(known: Profile, seen: Profile, mapping: Mapping, isOfPast = false): Drift[] {
  if (seen.rows < ENOUGH) return []
  const drifts: Drift[] = []
  const percent = (share: number) => `${Math.round(share * 100)} %`
  if (known.rows >= ENOUGH && known.held < RARELY_HELD && seen.held > MOSTLY_HELD)
    drifts.push({
      code: 'held',
      says: `${percent(seen.held)} số dòng không hợp lệ, mọi lần chỉ ${percent(known.held)}`,
      en: `${percent(seen.held)} of its rows are not valid, ${percent(known.held)} at other times`,
    })
  // A feed that tells a few rows at a time has many to tell of days long past.
  if (!isOfPast && known.pages >= PAGES_KNOWN && seen.rows > MANY_TIMES * Math.max(ENOUGH, known.largest))
    drifts.push({
      code: 'rows',
      says: `có ${seen.rows} dòng, nhiều nhất từ trước đến nay là ${known.largest}`,
      en: `it has ${seen.rows} rows, and at most ${known.largest} ever before`,
    })
  const columns = new Map(fieldsOf(mapping).map(([name, { from }]) => [name, from?.[0] ?? name]))
  for (const [key, group] of Object.entries(seen.groups)) {
    const usual = known.groups[key]
    if (!usual || usual.rows < ENOUGH || group.rows < ENOUGH) continue
    for (const [field, column] of columns) {
      const [before, now] = [usual.fields[field], group.fields[field]]
      if (!before || !now) continue
      const found = differs(before, now)
      if (found && !(isOfPast && found.code === 'exchanged'))
        drifts.push({ ...found, field, says: `cột «${column}» ${found.says}`, en: `the column «${column}» ${found.en}` })
    }
  }
  // A column that is gone from every form is said once.
  return drifts.filter(({ says }, at) => drifts.findIndex((other) => other.says === says) === at)
}

function differs(before: FieldProfile, now: FieldProfile): Pick<Drift, 'code' | 'says' | 'en'> | null {
  if (before.filled >= USUALLY_FILLED && now.filled === 0)
    return { code: 'gone', says: 'không còn, hoặc để trống ở mọi dòng', en: 'is gone, or blank in every row' }
  const powers = now.middle - before.middle
  if (before.positive >= ENOUGH && now.positive >= ENOUGH && Math.abs(powers) >= POWERS) {
    const times = Math.round(10 ** Math.abs(powers))
    return {
      code: 'scale',
      says: `${powers > 0 ? 'lớn' : 'nhỏ'} khác mọi lần khoảng ${times.toLocaleString('vi')} lần`,
      en: `is about ${times.toLocaleString('en')} times ${powers > 0 ? 'as large' : 'smaller than'}${powers > 0 ? ' as' : ''} at other times`,
    }
  }
  if (before.different >= 10 && now.numbers >= ENOUGH && now.different === 1)
    return { code: 'same', says: 'chỉ có một số giống nhau ở mọi dòng', en: 'has one and the same number in every row' }
  // Who tells of old days anyway tells of such days too.
  if (now.exchanged >= MOSTLY_EXCHANGED && before.exchanged < RARELY_HELD && before.near > SOMETIMES_NEAR)
    return { code: 'exchanged', says: 'dường như bị đảo ngày với tháng', en: 'seems to have day and month exchanged' }
  // One new word alone may be a new outlet, whose page it is.
  if (before.words && before.words.length >= 2 && now.words && now.words.length >= 2) {
    const usual = new Set(before.words)
    const strange = now.words.filter((word) => !usual.has(word))
    if (strange.length === now.words.length)
      return {
        code: 'words',
        says: `toàn từ chưa gặp, như «${strange[0]}»`,
        en: `has nothing but words never met, such as «${strange[0]}»`,
      }
  }
  return null
}
