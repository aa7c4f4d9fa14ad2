import { alwaysClosed } from '../circuits.ts'
import type { Connector, RawPage } from '../connector.ts'
import type { PostgresConfig } from './config.ts'
import { Session } from './session.ts'
import { type Mark, markOf, statementOf } from './statement.ts'

/** Rows of a query behind the last mark, in pages, from a cursor of the server's: neither end ever holds more than two pages. */
export const read: Connector<PostgresConfig>['read'] = async function* (config, cursor, { signal, circuits = alwaysClosed }) {
  const session = await circuits.through(`${config.host}:${config.port}`, () => Session.open(config, signal))
  try {
    const sourceAsOf = await session.begin()
    const start = markOf(cursor)
    const { text, values } = statementOf(config, start)
    await session.ask(`declare trang no scroll cursor for ${text}`, values)
    const fetch = () => session.ask(`fetch forward ${config.pageRows} from trang`)
    let page = await fetch()
    for (let mark = start, number = 1; page.length > 0; number++) {
      const following = page.length < config.pageRows ? [] : await fetch()
      const last = page.at(-1)
      const next: Mark | null = last && config.cursor ? { after: last.mark ?? null, key: last.key ?? null } : null
      // Behind the last page, the next listing begins a little before where this one ended.
      const mayBeLate = following.length === 0 && last?.back ? { after: last.back, key: null } : next
      yield pageOf(config, { page, mark, number, sourceAsOf, next: mayBeLate })
      if (next) mark = next
      page = following
    }
  } finally {
    await session.close()
  }
}

interface Fetched {
  page: Record<string, string | null>[]
  mark: Mark
  number: number
  sourceAsOf: Date
  next: Mark | null
}

function pageOf({ host, database, cursor }: PostgresConfig, { page, mark, number, sourceAsOf, next }: Fetched): RawPage {
  const place = cursor
    ? mark.after === null
      ? 'từ đầu'
      : `sau ${mark.after}${mark.key === null ? '' : `, ${mark.key}`}`
    : `trang ${number}`
  return {
    body: (async function* () {
      yield Buffer.from(`[${page.map(({ row }) => row).join(',\n')}]`)
    })(),
    name: `${database}@${host}: ${place}`,
    mediaType: 'application/json',
    sourceAsOf,
    next: next && { ...next },
  }
}
