import type { Localised } from '@ioc/sql/pack'
import type { FastifyRequest } from 'fastify'

export type Language = keyof Localised

/** Vietnamese, unless whoever asks reads English first: a screen says which it is in. */
export function languageOf({ headers }: Pick<FastifyRequest, 'headers'>): Language {
  return /^en\b/i.test(headers['accept-language'] ?? '') ? 'en' : 'vi'
}

/** Something worded in Vietnamese, and in English where it has been said, as one reader is told it. */
export function saidIn(language: Language) {
  return <T extends { message: string; en?: string | null }>({ en, ...said }: T) => ({
    ...said,
    message: language === 'en' ? (en ?? said.message) : said.message,
  })
}
