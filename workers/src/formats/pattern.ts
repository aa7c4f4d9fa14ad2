import { RE2JS } from 're2js'
import { z } from 'zod'

/** A search pattern somebody typed, asked of text that strangers send: whatever the case, in time that grows with the text alone. */
export interface Pattern {
  test(text: string): boolean
  /** What its groups found, those with a name by it and all by number; null where it is not met. */
  find(text: string): { named: Record<string, string>; groups: (string | undefined)[] } | null
}

/** In steps of matching, of which a machine does some fifty thousand in a millisecond: of a long text the beginning is looked at. */
const MOST_STEPS = 100_000
/** In instructions. What people type has fifty; what repeats itself a thousand times has more. */
const MOST_INSTRUCTIONS = 400

/**
 * Made of what RE2 knows: groups, names, classes and repetition as in JavaScript, no looking around and no reference back, for which
 * no matcher is known that a short pattern can't keep busy for a century. `^(?!…)` alone says what a text must not begin with.
 * Throws where it is none, or too large.
 */
export function compilePattern(source: string): Pattern {
  const known = compiled.get(source)
  if (known) return known
  const [, refused] = /^\^\(\?!(.*)\)$/s.exec(source) ?? []
  const pattern = refused === undefined ? matching(source) : negated(matching(`^(?:${refused})`))
  if (compiled.size >= MOST_KEPT) compiled.clear()
  compiled.set(source, pattern)
  return pattern
}

/** Patterns come from feeds' settings and are asked of every row. */
const compiled = new Map<string, Pattern>()
const MOST_KEPT = 1_000

function matching(source: string): Pattern {
  const expression = RE2JS.compile(RE2JS.translateRegExp(source), RE2JS.CASE_INSENSITIVE)
  const size = expression.programSize()
  if (size > MOST_INSTRUCTIONS) throw new Error(`${size} instructions`)
  const names = Object.keys(expression.namedGroups())
  const begun = (text: string) => text.slice(0, Math.floor(MOST_STEPS / size))
  return {
    test: (text) => expression.test(begun(text)),
    find(text) {
      const matcher = expression.matcher(begun(text))
      if (!matcher.find()) return null
      const groups = Array.from({ length: matcher.groupCount() + 1 }, (_, n) => matcher.group(n) ?? undefined)
      const named = names.flatMap((name): [string, string][] => {
        const found = matcher.group(name)
        return found === null || found === undefined ? [] : [[name, found]]
      })
      return { named: Object.fromEntries(named), groups }
    },
  }
}

function negated({ test }: Pattern): Pattern {
  const nothing = { named: {}, groups: [''] }
  return { test: (text) => !test(text), find: (text) => (test(text) ? null : nothing) }
}

/** A setting that is a pattern. */
export const pattern = z
  .string()
  .min(1)
  .max(300)
  .refine((source) => {
    try {
      return Boolean(compilePattern(source))
    } catch {
      return false
    }
  }, 'không phải biểu thức tìm kiếm dùng được ở đây (không có (?=…), (?<=…), \\1, và không lặp lại quá nhiều lần)')
