import { type Document, isMap, isSeq, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { refusedInEnglish } from '../connectors/english.ts'
import { FeedSpec } from './feed-spec.ts'

/** What is wrong with a feed, one line each: file, line, field and what to do. */
export class FeedFault extends Error {
  override name = 'FeedFault'
  readonly faults: string[]
  /** The same by field, for who fills in a form. */
  readonly places: Place[]

  constructor(faults: string[], places: Place[] = []) {
    super(faults.join('\n'))
    this.faults = faults
    this.places = places
  }
}

/** A part of a feed and what is wrong with it. */
export interface Place {
  path: string[]
  message: string
  /** The same in English, where it has been said. */
  en?: string
}

/** A feed file as its author wrote it; remembers where each field stands, so that a fault can point at its line. */
export class FeedFile {
  readonly spec: FeedSpec
  readonly name: string
  readonly #document: Document
  readonly #lines: LineCounter

  constructor(text: string, name: string) {
    this.name = name
    this.#lines = new LineCounter()
    this.#document = parseDocument(text, { lineCounter: this.#lines })
    if (this.#document.errors.length > 0) {
      throw new FeedFault(
        this.#document.errors.map(
          (error) => `${name}:${error.linePos?.[0].line ?? 1} không phải YAML hợp lệ: ${error.message.split('\n')[0]}`,
        ),
      )
    }
    const parsed = FeedSpec.safeParse(this.#written(), {
      error: z.locales.vi().localeError,
      reportInput: true,
    })
    if (!parsed.success) throw new FeedFault(parsed.error.issues.flatMap((issue) => this.describe(issue, [])))
    this.spec = parsed.data
  }

  #written(): unknown {
    try {
      return this.#document.toJS({ maxAliasCount: 50 })
    } catch (error) {
      // What is written once and meant again and again, or meant and written nowhere.
      throw new FeedFault([`${this.name}:1 không đọc được: ${(error as Error).message.split('\n')[0]}`])
    }
  }

  describe(issue: z.core.$ZodIssue, within: readonly string[]): string[] {
    return describeIssue(issue, within).map(
      ({ path, message }) => `${this.name}:${this.#lineOf(path)} ${path.join('.')}: ${message}`,
    )
  }

  /** The line of the deepest part of a path that is there: a missing field is reported at what should hold it. */
  #lineOf(path: readonly string[]): number {
    let node: unknown = this.#document.contents
    let line = 1
    for (const key of path) {
      if (isMap(node)) {
        const pair = node.items.find((item) => String(item.key) === key)
        if (!pair) break
        line = this.#lineAt(pair.key) ?? line
        node = pair.value
      } else if (isSeq(node)) {
        node = node.items[Number(key)]
        line = this.#lineAt(node) ?? line
      } else break
    }
    return line
  }

  #lineAt(node: unknown): number | undefined {
    const range = (node as { range?: [number, number, number] } | null)?.range
    return range && this.#lines.linePos(range[0]).line
  }
}

/** A zod issue as path and sentence; a name that no one knows is reported by itself. */
export function describeIssue(issue: z.core.$ZodIssue, within: readonly string[], english: z.core.$ZodIssue = issue): Place[] {
  const path = [...within, ...issue.path.map(String)]
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: [...path, key],
      message: 'không có trường nào tên như vậy',
      en: 'there is no field of this name',
    }))
  if (issue.code === 'invalid_union') {
    const closest = issue.errors.reduce<z.core.$ZodIssue[]>(
      (a, b) => (a.length === 0 || (b.length > 0 && depth(b) > depth(a)) ? b : a),
      [],
    )
    const said =
      english.code === 'invalid_union' ? english.errors[(issue.errors as z.core.$ZodIssue[][]).indexOf(closest)] : undefined
    if (closest.length > 0) return closest.flatMap((inner, index) => describeIssue(inner, path, said?.[index]))
  }
  if (issue.code === 'too_small' && issue.origin === 'string' && Number(issue.minimum) === 1)
    return [{ path, message: 'còn trống', en: 'is blank' }]
  if (issue.code === 'invalid_type' && issue.input === undefined)
    return [{ path, message: 'thiếu giá trị bắt buộc', en: 'a value is required' }]
  const en = english.message === issue.message ? refusedInEnglish(issue.message) : english.message
  return [{ path, message: issue.message, ...(en !== undefined && { en }) }]
}

function depth(issues: z.core.$ZodIssue[]): number {
  return Math.max(
    ...issues.map((issue) => issue.path.length + (issue.code === 'unrecognized_keys' || issue.code === 'custom' ? 1 : 0)),
  )
}
