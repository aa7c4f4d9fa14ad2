import { type LookupAddress, lookup as systemLookup } from 'node:dns'
import { isIP, type LookupFunction, Socket } from 'node:net'
import { Agent, buildConnector } from 'undici'
import { mayReach } from './egress.ts'
import { SourceFault } from './fault.ts'

interface GuardOptions {
  connectTimeoutMs: number
  /** Only tests answer for the name server. */
  lookup?: typeof systemLookup
}

/**
 * An HTTP agent that goes only where a feed may. Both ways in are watched: a literal address in the URL never reaches the
 * lookup, and a looked-up name connects to the very addresses that were judged, so a name can't change its mind between.
 */
export function guardedAgent({ connectTimeoutMs, lookup = systemLookup }: GuardOptions): Agent {
  return new Agent({
    connect: (options, callback) => {
      const port = Number(options.port || (options.protocol === 'https:' ? 443 : 80))
      const refused = refusedLiteral(options.hostname, port)
      if (refused) return callback(refused, null)
      const connect = buildConnector({
        timeout: connectTimeoutMs,
        lookup: guardedLookup(port, lookup),
        autoSelectFamily: true,
      } as buildConnector.BuildOptions)
      connect(options, callback)
    },
  })
}

/** A socket under the same guard, for sources that do not speak HTTP: whoever connects it goes only where a feed may. */
export class GuardedSocket extends Socket {
  readonly #lookup: typeof systemLookup

  constructor({ lookup = systemLookup }: Pick<GuardOptions, 'lookup'> = {}) {
    super()
    this.#lookup = lookup
  }

  override connect(...args: unknown[]): this {
    const { port, host } = (typeof args[0] === 'object' ? args[0] : { port: args[0], host: args[1] }) as {
      port: number
      host: string
    }
    const refused = refusedLiteral(host, Number(port))
    if (refused) return this.destroy(refused)
    return super.connect({ port: Number(port), host, lookup: guardedLookup(Number(port), this.#lookup), autoSelectFamily: true })
  }
}

function guardedLookup(port: number, lookup: typeof systemLookup): LookupFunction {
  return (host, options, callback) => {
    lookup(host, { ...options, all: true }, (error, addresses: LookupAddress[] = []) => {
      if (error) return callback(error, '', 0)
      if (addresses.some(({ address }) => !mayReach({ host, address, port }))) return callback(refusal(host), '', 0)
      if (options.all) return callback(null, addresses)
      const [first] = addresses
      return first ? callback(null, first.address, first.family) : callback(new Error('no address'), '', 0)
    })
  }
}

function refusedLiteral(hostname: string, port: number): SourceFault | null {
  const host = hostname.replace(/^\[|\]$/g, '')
  return isIP(host.replace(/%.*$/, '')) && !mayReach({ host, address: host, port }) ? refusal(host) : null
}

export function refusal(host: string): SourceFault {
  return new SourceFault(
    {
      vi: `Không được phép kết nối tới «${host}»: địa chỉ nội bộ, dành riêng, hoặc ngoài danh sách của quản trị viên. Đề nghị quản trị viên ghi vào IOC_PRIVATE_SOURCES nếu nguồn nằm trong mạng của tỉnh, vào IOC_PUBLIC_SOURCES nếu ở ngoài.`,
      en: `«${host}» may not be called: a private or reserved address, or one the administrator has not listed. Ask them to list it in IOC_PRIVATE_SOURCES where the source is within the province’s own network, in IOC_PUBLIC_SOURCES where it is outside.`,
    },
    { retry: false, step: 'address', code: 'not_allowed', params: { host } },
  )
}
