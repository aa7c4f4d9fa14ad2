/** Text as the rest of the program holds it: composed letters, no control characters (PostgreSQL refuses NUL), trimmed. */
export function cleanText(text: string): string {
  return nfc(text.replace(CONTROLS, '')).trim()
}

/**
 * Composed letters: «Hưng Yên» typed as base letters and marks is another string to a computer, though not to a reader.
 * Takes out NUL and half surrogates too, because neither text nor jsonb in PostgreSQL can hold them.
 */
/** A name as redaction compares it: a source that spells it in capitals one day does not bring back what is taken out. */
export const inAnyCase = (name: string): string => nfc(name).toLowerCase()

export function nfc(text: string): string {
  return PLAIN.test(text) ? text : text.normalize('NFC').replace(UNSTORABLE, '')
}

/** A column's name as a key: «Mã hồ sơ», «MÃ HỒ SƠ» and «ma_ho_so» are one. */
export function foldName(name: string): string {
  return withoutMarks(name)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
}

function withoutMarks(text: string): string {
  return text.normalize('NFD').replace(MARKS, '').replaceAll('đ', 'd').replaceAll('Đ', 'D')
}

/** One line, single spaces: how a heading broken over several lines and cells is compared. */
export function oneLine(text: string): string {
  return nfc(text)
    .replace(/[\s\u00a0]+/g, ' ')
    .trim()
}

/** A stranger's value inside a message to a person: short, on one line, in quotes. */
export function quote(value: unknown): string {
  const text = oneLine(typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value)))
  return `«${text.length > QUOTED_LENGTH ? `${text.slice(0, QUOTED_LENGTH)}…` : text}»`
}

const QUOTED_LENGTH = 60
const PLAIN = /^[\x20-\x7e]*$/
const UNSTORABLE = /[\0\p{Cs}]/gu
const MARKS = /\p{M}+/gu
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out.
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g
