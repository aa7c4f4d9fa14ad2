import { z } from 'zod'

type Issue = z.core.$ZodRawIssue

/** What is wrong with a cell, for who keys figures and never met a string: in Vietnamese and in English, undefined for the rare rest. */
const PLAIN: Record<'vi' | 'en', (issue: Issue) => string | undefined> = {
  vi: (issue) => {
    if (isBlank(issue)) return 'Còn để trống. Điền giá trị vào, hoặc ghép cột khác ở bước «Ghép cột».'
    if (issue.code === 'too_big' && issue.origin === 'string') return `Dài hơn ${issue.maximum} ký tự. Rút ngắn lại.`
    if (issue.code === 'too_small' && isNumber(issue)) return `Nhỏ hơn ${issue.minimum}. Kiểm tra lại số này.`
    if (issue.code === 'too_big' && isNumber(issue)) return `Lớn hơn ${issue.maximum}. Kiểm tra lại số này.`
    if (issue.code === 'invalid_type' && WANTED_VI[issue.expected])
      return `Phải là ${WANTED_VI[issue.expected]}. Sửa lại giá trị này.`
    return undefined
  },
  en: (issue) => {
    if (isBlank(issue)) return 'This is blank. Fill it in, or map another column at “Match”.'
    if (issue.code === 'too_big' && issue.origin === 'string') return `Longer than ${issue.maximum} characters. Shorten it.`
    if (issue.code === 'too_small' && isNumber(issue)) return `Less than ${issue.minimum}. Check this number.`
    if (issue.code === 'too_big' && isNumber(issue)) return `More than ${issue.maximum}. Check this number.`
    if (issue.code === 'invalid_type' && WANTED_EN[issue.expected])
      return `It must be ${WANTED_EN[issue.expected]}. Correct this value.`
    return undefined
  },
}

const WANTED_VI: Record<string, string> = {
  string: 'chữ',
  number: 'số',
  int: 'số nguyên',
  boolean: '«có» hoặc «không»',
  date: 'ngày giờ',
}
const WANTED_EN: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'yes or no',
  date: 'a date',
}

function isBlank({ code, input, ...issue }: Issue): boolean {
  const isMissing = code === 'invalid_type' && (input === undefined || input === null)
  return isMissing || (code === 'too_small' && 'origin' in issue && issue.origin === 'string' && input === '')
}

function isNumber(issue: Extract<Issue, { code: 'too_small' | 'too_big' }>): boolean {
  return ['number', 'int', 'bigint'].includes(issue.origin)
}

export const VIETNAMESE = { error: (issue: Issue) => PLAIN.vi(issue) ?? z.locales.vi().localeError(issue) }
export const ENGLISH = { error: (issue: Issue) => PLAIN.en(issue) ?? z.locales.en().localeError(issue) }
