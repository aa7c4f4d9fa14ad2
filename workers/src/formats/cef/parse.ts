import type { Localised } from '@ioc/sql/pack'
// ArcSight Common Event Format: a syslog header, seven fields between bars, then key=value pairs. Bars and backslashes are
// escaped in the fields, equals signs and backslashes in the values; line breaks in a value are written \n and \r.

export interface CefEvent {
  /** What stood before «CEF:»: priority, time and host, as the relay wrote them. */
  syslog: string
  version: string
  header: Record<(typeof HEADER)[number], string>
  pairs: Pair[]
}

export interface Pair {
  key: string
  value: string
  /** Where the value stands in the line, escapes and all. */
  from: number
  to: number
}

export const HEADER = ['vendor', 'product', 'product_version', 'class_id', 'name', 'severity'] as const

/** An event, or in words why a line is none. */
export function parseCef(line: string): CefEvent | Localised {
  const start = /(?:^|[\s:>\ufeff])CEF:\s?(\d+(?:\.\d+)?)\|/.exec(line)
  if (!start)
    return { vi: 'không có «CEF:phiên bản|», nên không phải sự kiện CEF', en: 'has no «CEF:version|» and so is no CEF event' }
  const head = start.index + start[0].indexOf('CEF:')
  const fields: string[] = []
  let at = start.index + start[0].length
  while (fields.length < HEADER.length) {
    const end = endOfField(line, at)
    // The last field may end with the line, where there are no pairs.
    if (end === line.length && fields.length < HEADER.length - 1)
      return {
        vi: `chỉ có ${fields.length + 1} trong ${HEADER.length} trường của phần đầu CEF`,
        en: `has only ${fields.length + 1} of the ${HEADER.length} fields of a CEF header`,
      }
    fields.push(
      line
        .slice(at, end)
        .replace(/\\([\\|])/g, '$1')
        .trim(),
    )
    at = Math.min(line.length, end + 1)
  }
  return {
    syslog: line.slice(0, head).trim(),
    version: start[1] as string,
    header: Object.fromEntries(HEADER.map((name, place) => [name, fields[place] as string])) as CefEvent['header'],
    pairs: pairsOf(line, at),
  }
}

/** The next bar that is not escaped. */
function endOfField(line: string, from: number): number {
  for (let at = from; at < line.length; at++) {
    if (line[at] === '\\') at++
    else if (line[at] === '|') return at
  }
  return line.length
}

/** A value runs until the next word with an equals sign that is not escaped; blanks within it are its own. */
function pairsOf(line: string, from: number): Pair[] {
  const pairs: Pair[] = []
  for (let at = from; at < line.length; ) {
    const isStart = at === from || BLANK.test(line[at - 1] as string)
    KEY.lastIndex = at
    const key = isStart ? KEY.exec(line)?.[1] : undefined
    if (key === undefined) {
      at += line[at] === '\\' ? 2 : 1
      continue
    }
    close(pairs.at(-1), at)
    at += key.length + 1
    pairs.push({ key, value: '', from: at, to: at })
  }
  close(pairs.at(-1), line.length)
  return pairs

  function close(pair: Pair | undefined, to: number): void {
    if (!pair) return
    pair.to = to
    pair.value = line
      .slice(pair.from, to)
      .replace(/\\([\\=|nr])/g, (_, escaped: string) => BREAKS[escaped] ?? escaped)
      .trim()
  }
}

const BREAKS: Record<string, string> = { n: '\n', r: '\r' }
const BLANK = /\s/
// Bounded: a line of nothing but letters must not be walked once from each of them.
const KEY = /([A-Za-z][\w.[\]-]{0,62})=/y
