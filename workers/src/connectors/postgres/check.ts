import type { Connector } from '../connector.ts'
import { SourceFault } from '../fault.ts'
import { resolved } from '../resolved.ts'
import { accountTaken, hostFound, timed } from '../timed.ts'
import type { PostgresConfig } from './config.ts'
import { faultOf } from './faults.ts'
import { Session } from './session.ts'
import { markOf, statementOf, unmarkedOf } from './statement.ts'

export const check: Connector<PostgresConfig>['check'] = async function* (config, { signal }) {
  const { host, port, tls, cursor } = config
  const address = await timed('address', async () => {
    await resolved({ host, port }).catch((error: unknown) => Promise.reject(faultOf(error, config)))
    return { value: true, message: hostFound(host) }
  })
  yield address.step
  if (!address.value) return
  let session: Session | undefined
  let refused: SourceFault | undefined
  try {
    const connect = await timed('connect', async () => {
      session = await Session.open(config, signal).catch((error: unknown) => {
        if (!(error instanceof SourceFault) || error.step !== 'sign-in') throw error
        refused = error
        return undefined
      })
      return {
        value: true,
        message: {
          vi: `Kết nối được${tls === 'verify' ? ', chứng thư TLS hợp lệ' : ', đường truyền không mã hóa'}.`,
          en: `Connected; ${tls === 'verify' ? 'its TLS certificate is valid' : 'the line is not encrypted'}.`,
        },
      }
    })
    yield connect.step
    if (!connect.value) return
    yield (
      await timed('sign-in', async () => {
        if (refused) throw refused
        return { value: true, message: accountTaken(config.user) }
      })
    ).step
    const open = session
    if (!open) return
    yield (
      await timed('sample', async () => {
        await open.begin()
        const { text } = statementOf(config, markOf(null))
        const rows = await open.ask(`${text} limit 1`)
        const unmarked = unmarkedOf(config)
        const [found] = unmarked ? await open.ask(unmarked) : []
        if (found?.found === 'true')
          throw new SourceFault(
            {
              vi: `Có dòng để trống cột mốc «${cursor?.column}»: những dòng đó không bao giờ được lấy. Dùng coalesce trong câu SQL.`,
              en: `Some rows leave the column of the mark «${cursor?.column}» blank: they would never be taken. Use coalesce in the SQL.`,
            },
            {
              retry: false,
              step: 'sample',
            },
          )
        return {
          value: true,
          message:
            rows.length > 0
              ? { vi: 'Câu SQL chạy được, đọc thử được một dòng.', en: 'The SQL works; one row was read.' }
              : { vi: 'Câu SQL chạy được, chưa có dòng nào.', en: 'The SQL works; there is no row yet.' },
        }
      })
    ).step
  } finally {
    await session?.close()
  }
}
