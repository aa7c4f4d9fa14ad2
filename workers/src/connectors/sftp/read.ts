import { alwaysClosed, type Circuits } from '../circuits.ts'
import type { Connector } from '../connector.ts'
import { newFiles } from '../dropped.ts'
import { SourceFault } from '../fault.ts'
import { mediaTypeOf } from '../media-types.ts'
import type { SftpConfig } from './config.ts'
import { listFiles, pathOf } from './list.ts'
import { Session } from './session.ts'

export const read: Connector<SftpConfig>['read'] = (config, cursor, { signal, circuits = alwaysClosed }) =>
  newFiles(
    {
      list: () => within(config, { signal, circuits }, (session) => listFiles(session, config)),
      open: ({ name, modifiedAt }, next) => ({
        body: { [Symbol.asyncIterator]: () => bytesOf(config, name, signal) },
        name,
        ...mediaTypeOf(name),
        sourceAsOf: modifiedAt,
        next,
      }),
      settleSeconds: config.settleSeconds,
      signal,
    },
    cursor ?? {},
  )

/** A file on a connection of its own: a page may be read long after it was given, and again. */
async function* bytesOf(config: SftpConfig, name: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const inTime = deadlineOf(config, signal)
  let session: Session | undefined
  let bytes = 0
  try {
    session = await Session.open(config, inTime.signal)
    for await (const chunk of session.read(pathOf(config.folder, name))) {
      bytes += chunk.length
      if (bytes > config.maxMegabytes * 1_000_000)
        throw new SourceFault(
          {
            vi: `Tệp «${name}» lớn hơn ${config.maxMegabytes} MB. Chia nhỏ tệp, hoặc tăng «Cỡ tệp tối đa (MB)».`,
            en: `The file «${name}» is larger than ${config.maxMegabytes} MB. Split it, or allow larger files.`,
          },
          {
            retry: false,
            step: 'sample',
          },
        )
      yield chunk
    }
  } catch (error) {
    throw inTime.explained(error)
  } finally {
    session?.close()
  }
}

/** A server may say a little just before it counts as silent, again and again: what it is asked for has an end as a whole. */
function deadlineOf({ host, deadlineSeconds }: SftpConfig, signal: AbortSignal) {
  const late = AbortSignal.timeout(deadlineSeconds * 1000)
  return {
    signal: AbortSignal.any([signal, late]),
    explained(error: unknown): unknown {
      if (signal.aborted || !late.aborted || error instanceof SourceFault) return error
      const message = {
        vi: `Máy chủ «${host}» không gửi xong trong ${deadlineSeconds} giây. Báo bên cung cấp, hoặc tăng hạn.`,
        en: `The host «${host}» did not finish within ${deadlineSeconds} seconds. Tell the provider, or allow longer.`,
      }
      return new SourceFault(message, {
        retry: true,
        step: 'sample',
        code: 'too_slow',
        params: { host, seconds: deadlineSeconds },
      })
    },
  }
}

async function within<T>(
  config: SftpConfig,
  { signal, circuits }: { signal: AbortSignal; circuits: Circuits },
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const inTime = deadlineOf(config, signal)
  let session: Session | undefined
  try {
    session = await circuits.through(`${config.host}:${config.port}`, () => Session.open(config, inTime.signal))
    return await work(session)
  } catch (error) {
    throw inTime.explained(error)
  } finally {
    session?.close()
  }
}
