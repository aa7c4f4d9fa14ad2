/**
 * A contribution rule that says of each contribution whose fact it is: with feed_id and external_id before its own columns. It reads the
 * facts once, as the rule does itself. Null for a rule that does not take its contributions straight from `fact`, which can then only be
 * asked of one fact at a time.
 */
export function identified(rule: string): string | null {
  const words = topWords(rule)
  const selects = words.filter(({ word }) => word === 'select')
  const sources = words.filter(({ word }) => word === 'from')
  const isPlain =
    selects.length > 0 &&
    sources.length === selects.length &&
    sources.every(({ end }) => FROM_FACT.test(rule.slice(end))) &&
    !words.some(({ word }) => GATHERS.includes(word))
  if (!isPlain) return null
  return selects.reduceRight((text, { end }) => `${text.slice(0, end)} fact.feed_id, fact.external_id,${text.slice(end)}`, rule)
}

/** By its own name: under another, `fact` could not be named. */
const FROM_FACT = /^\s+fact\s*($|;|,|\)|--|\b(where|cross|join|left|inner|union)\b)/i

/** What makes one row of several facts'. */
const GATHERS = ['distinct', 'group', 'having', 'intersect', 'except', 'limit']

/** What stands between words of a rule: comments, quoted texts and names, brackets, and words. */
const TOKEN = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"[^"]*"|[()]|[a-z_][a-z0-9_]*/gi

/** The words of a rule outside all brackets, in lower case, each with where it ends. */
function topWords(rule: string): { word: string; end: number }[] {
  const words: { word: string; end: number }[] = []
  let depth = 0
  for (const { 0: token, index } of rule.matchAll(TOKEN)) {
    if (token === '(') depth++
    else if (token === ')') depth--
    else if (depth === 0 && /^[a-z_]/i.test(token)) words.push({ word: token.toLowerCase(), end: index + token.length })
  }
  return words
}
