import { readFileSync } from 'node:fs'
import { type Document, isMap, isSeq, LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'

/** What a file says, and on which of its lines. */
export interface Located<T> {
  value: T
  /** Where a part of it stands, or the words given: sql/provinces/hung-yen/plans/kh-200.yaml:17. */
  where(part?: PropertyKey[] | string): string
}

/** Reads a file of YAML; what cannot be read is named by file and line. `text` is the file with its blanks filled in, `say` words what a schema asks. */
export function readLocated<T>(
  path: string,
  schema: z.ZodType<T>,
  text = readFileSync(path, 'utf8'),
  say?: z.core.$ZodErrorMap,
): Located<T> {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const name = nameOf(path)
  const [broken] = document.errors
  if (broken) throw new Error(`${name}:${broken.linePos?.[0].line ?? 1}: ${broken.message.split('\n')[0]}`)

  const where = (part: PropertyKey[] | string = []) =>
    `${name}:${typeof part === 'string' ? lineSaying(text, part) : lineOf(document.contents, part, lines)}`
  const written = writtenIn(document, name)
  // As JSON escapes them: what PostgreSQL keeps in no text.
  if (/\\u0000|\\ud[89a-f]/.test(JSON.stringify(written) ?? ''))
    throw new Error(`${name}: it holds a character that is no text (NUL or half a surrogate pair). Take it out.`)
  const parsed = schema.safeParse(written, say && { error: say })
  if (!parsed.success)
    throw new Error(
      parsed.error.issues
        .map(
          ({ path, message }) => `${where(path)}: ${path.length > 0 ? `${path.join('.')}: ` : ''}${message.replace(/\.$/, '')}.`,
        )
        .join('\n'),
    )
  return { value: parsed.data, where }
}

function writtenIn(document: Document, name: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 50 })
  } catch (error) {
    // What is written once and meant again and again, or meant and written nowhere.
    throw new Error(`${name}: ${(error as Error).message.split('\n')[0]}.`)
  }
}

/** As whoever has to mend it finds it: from the project's folder, or as it was given. */
function nameOf(path: string): string {
  const at = path.lastIndexOf('/sql/')
  return at < 0 ? path : path.slice(at + 1)
}

function lineSaying(text: string, words: string): number {
  // A value may stand in quotes of YAML's or in none.
  const at = [words, words.replaceAll("'", '')].map((each) => text.indexOf(each)).find((place) => place >= 0)
  return text.slice(0, at ?? 0).split('\n').length
}

/** The line of the deepest part of a path that is there. */
function lineOf(contents: unknown, path: PropertyKey[], lines: LineCounter): number {
  let node = contents
  let line = 1
  const at = (found: unknown) => {
    const start = (found as { range?: [number, number, number] } | null)?.range?.[0]
    if (start !== undefined) line = lines.linePos(start).line
  }
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => String(item.key) === key)
      if (!pair) break
      at(pair.key)
      node = pair.value
    } else if (isSeq(node)) {
      node = node.items[Number(key)]
      at(node)
    } else break
  }
  return line
}
