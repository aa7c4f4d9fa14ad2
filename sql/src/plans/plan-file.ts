import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { isMap, isSeq, LineCounter, parseDocument } from 'yaml'
import { Plan } from './plan.ts'

/** A plan and the lines its file says it on. */
export interface PlanFile {
  plan: Plan
  /** Where a clause, or a field of it, stands: sql/provinces/hung-yen/plans/kh-200.yaml:17. */
  where(clause?: number, field?: string): string
}

/** Reads a plan's file; what cannot be read is named by file and line. `text` is the file with its blanks filled in. */
export function readPlan(path: string, text = readFileSync(path, 'utf8')): PlanFile {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const name = join(...path.split('/').slice(-5, -1), basename(path))
  const [broken] = document.errors
  if (broken) throw new Error(`${name}:${broken.linePos?.[0].line ?? 1}: ${broken.message.split('\n')[0]}`)

  const at = (path: PropertyKey[]) => `${name}:${lineOf(document.contents, path, lines)}`
  const parsed = Plan.safeParse(document.toJS({ maxAliasCount: 50 }))
  if (!parsed.success)
    throw new Error(parsed.error.issues.map(({ path, message }) => `${at(path)}: ${path.join('.')}: ${message}.`).join('\n'))
  return {
    plan: parsed.data,
    where: (clause, field) => at(clause === undefined ? [] : ['clauses', clause, ...(field ? [field] : [])]),
  }
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
