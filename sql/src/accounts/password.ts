import { hash, verify } from '@node-rs/argon2'
import { dictionary } from '@zxcvbn-ts/language-common'
import { Invalid } from '../errors.ts'

// Passwords as NIST SP 800-63B and OWASP ASVS 5.0 (6.2) have them: long, none that is known to be used, no rule of which letters.

export const LEAST_PASSWORD = 12
export const MOST_PASSWORD = 128
const LEAST_DIFFERENT = 5

/** Argon2id with at least what OWASP asks for: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** What people here choose first; whoever guesses does so too. */
const HERE = [
  'matkhau',
  'quantri',
  'anhyeuem',
  'iloveyou',
  'hungyen',
  'phohien',
  'thaibinh',
  'vietnam',
  'xinchao',
  'administrator',
]

let known: Set<string> | undefined
const isKnown = (text: string): boolean => {
  known ??= new Set([...(dictionary['passwords-common'] as string[]), ...HERE])
  return known.has(text)
}

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll(/đ/giu, 'd').toLowerCase()

export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFC'), COST)

/** Takes as long where there is no account, or none with a password: how long it took tells nobody who has one. */
export async function isPassword(password: string, hashed: string | null): Promise<boolean> {
  const holds = await verify(hashed ?? (await nobodys()), password.normalize('NFC'))
  return holds && hashed !== null
}

let decoy: Promise<string> | undefined
const nobodys = () => (decoy ??= hashPassword('of nobody at all'))

/** Throws Invalid, saying what to do, where a password is too easily guessed. */
export function assertGoodPassword(password: string, of: { login: string; name: string }): void {
  const trouble = troubleOf(password, of)
  if (trouble) throw new Invalid(trouble)
}

function troubleOf(password: string, { login, name }: { login: string; name: string }) {
  const length = [...password].length
  if (length < LEAST_PASSWORD)
    return {
      vi: `Mật khẩu có ${length} ký tự, cần từ ${LEAST_PASSWORD}. Một câu vài từ là dễ nhớ nhất.`,
      en: `The password has ${length} characters and needs ${LEAST_PASSWORD}. A phrase of some words is easiest to remember.`,
    }
  if (length > MOST_PASSWORD)
    return { vi: `Mật khẩu dài quá ${MOST_PASSWORD} ký tự.`, en: `The password is longer than ${MOST_PASSWORD} characters.` }
  const plain = fold(password)
  const letters = plain.replaceAll(/[^a-z]+/g, '')
  if (new Set(plain).size < LEAST_DIFFERENT || isKnown(plain) || isKnown(letters) || isKnown(plain.replace(/[\d\W]+$/, '')))
    return {
      vi: 'Mật khẩu này nằm trong những mật khẩu hay dùng hoặc đã lộ. Chọn một câu chỉ anh chị biết.',
      en: 'This password is among those often used or leaked. Choose a phrase only you know.',
    }
  const own = [login, ...fold(name).split(/\s+/)].filter((part) => part.length >= 4)
  if (own.some((part) => plain.includes(part) && plain.length - part.length < LEAST_PASSWORD))
    return {
      vi: 'Mật khẩu chứa tên của chính anh chị. Chọn một câu khác.',
      en: 'The password contains your own name. Choose another phrase.',
    }
  return null
}
