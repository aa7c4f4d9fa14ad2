import { type LookupAddress, lookup as systemLookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { Agent, buildConnector } from 'undici'
import { reachOf } from './addresses.ts'
import { SourceFault } from './fault.ts'

interface GuardOptions {
  /** Loopback and private networks are for sources an administrator runs beside us; metadata addresses are for no one. */
  allowPrivate: boolean
  connectTimeoutMs: number
  /** Only tests answer for the name server. */
  lookup?: typeof systemLookup
}

/**
 * An HTTP agent that goes only where a feed may. Both ways in are watched: a literal address in the URL never reaches the
 * lookup, and a looked-up name connects to the very addresses that were judged, so a name can't change its mind between.
 */
export function guardedAgent({ allowPrivate, connectTimeoutMs, lookup = systemLookup }: GuardOptions): Agent {
  const guardedLookup: LookupFunction = (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[] = []) => {
      if (error) return callback(error, '', 0)
      const refused = addresses.find(({ address }) => !mayReach(address, allowPrivate))
      if (refused) return callback(refusal(hostname), '', 0)
      if (options.all) return callback(null, addresses)
      const [first] = addresses
      return first ? callback(null, first.address, first.family) : callback(new Error('no address'), '', 0)
    })
  }
  const connect = buildConnector({
    timeout: connectTimeoutMs,
    lookup: guardedLookup,
    autoSelectFamily: true,
  } as buildConnector.BuildOptions)
  return new Agent({
    connect: (options, callback) => {
      const host = options.hostname.replace(/^\[|\]$/g, '')
      if (isIP(host.replace(/%.*$/, '')) && !mayReach(host, allowPrivate)) return callback(refusal(host), null)
      connect(options, callback)
    },
  })
}

export function mayReach(address: string, allowPrivate: boolean): boolean {
  const reach = reachOf(address)
  return reach === 'public' || (reach === 'private' && allowPrivate)
}

function refusal(host: string): SourceFault {
  return new SourceFault(
    `Không được phép kết nối tới «${host}»: địa chỉ nội bộ hoặc dành riêng. Nếu nguồn nằm trong mạng của tỉnh, bật «allowPrivate».`,
    {
      retry: false,
      step: 'address',
    },
  )
}
