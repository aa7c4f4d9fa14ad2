import { type Database, findFeed, findKind, type HeldReason, heldReasons, rulesOf, sayRule } from '@ioc/sql'

/** Why rows of a feed are held, the most frequent first, each reason by its own name: what one of its rows says is that row’s. */
export async function namedReasons({ db }: Pick<Database, 'db'>, feed: string): Promise<HeldReason[]> {
  const { spec } = await findFeed(db, feed)
  const rules = await rulesOf(db, await findKind(spec.domain, spec.kind))
  const named = new Map(rules.map(({ rule, words }) => [rule.id, sayRule(rule, words)]))
  return (await heldReasons(db, { feed: spec.id })).map((reason) => {
    const rule = named.get(reason.code)
    return rule ? { ...reason, message: rule.vi, en: rule.en } : { ...reason, ...withoutWord(reason) }
  })
}

/** «Cột «ngay» có «hôm qua»: không đọc được…» of whatever word: «Cột «ngay»: không đọc được…». */
export function withoutWord({ message, en, word }: Worded): Pick<Worded, 'message' | 'en'> {
  const said = (sentence: string, has: string, item: string) => {
    const alike = sentence.replace(new RegExp(`^(«[^»]*»), ${item} \\d+:`), '$1:')
    return word === null ? alike : alike.replace(` ${has} ${word}:`, ':').replaceAll(word, '«…»')
  }
  return { message: said(message, 'có', 'mục'), en: en === null ? null : said(en, 'has', 'item') }
}

type Worded = Pick<HeldReason, 'message' | 'en' | 'word'>
