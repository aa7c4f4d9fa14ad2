import type { Connector } from '../connector.ts'
import { SourceFault } from '../fault.ts'
import { resolved } from '../resolved.ts'
import { accountTaken, hostFound, timed } from '../timed.ts'
import type { SftpConfig } from './config.ts'
import { faultOf } from './faults.ts'
import { listFiles, pathOf } from './list.ts'
import { Session } from './session.ts'

export const check: Connector<SftpConfig>['check'] = async function* (config, { signal }) {
  const { host, port, user } = config
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
          vi: 'Kết nối được, máy chủ trình đúng khóa đã khai.',
          en: 'Connected; the host shows the key it was said to have.',
        },
      }
    })
    yield connect.step
    if (!connect.value) return
    yield (
      await timed('sign-in', async () => {
        if (refused) throw refused
        return { value: true, message: accountTaken(user) }
      })
    ).step
    const open = session
    if (!open) return
    yield (
      await timed('sample', async () => {
        const files = await listFiles(open, config)
        const newest = files.at(-1)
        if (!newest)
          return {
            value: true,
            message: {
              vi: `Thư mục đọc được, chưa có tệp nào khớp «${config.pattern}».`,
              en: `The folder can be read; none of its files matches «${config.pattern}» yet.`,
            },
          }
        for await (const _ of open.read(pathOf(config.folder, newest.name))) break
        return {
          value: true,
          message: {
            vi: `Có ${files.length} tệp khớp «${config.pattern}», đọc thử được «${newest.name}».`,
            en: `${files.length} files match «${config.pattern}»; «${newest.name}» could be read.`,
          },
        }
      })
    ).step
  } finally {
    session?.close()
  }
}
