import { BlockList, isIP, isIPv4 } from 'node:net'
import { reachOf } from './addresses.ts'
import { isOurOwn, portOf } from './our-own.ts'

/** An address a feed asks for: where its name led, under which name, at which port. */
export interface Destination {
  host: string
  address: string
  port: number
}

/**
 * Whether a feed may go there. What is public, yes, unless the administrator of this machine listed in IOC_PUBLIC_SOURCES what of it
 * may be reached. What is loopback or of a private network, only where they listed it in IOC_PRIVATE_SOURCES. No form of the console
 * writes either. Addresses that hand out a machine's own credentials, and our own database and queue, never.
 */
export function mayReach(to: Destination): boolean {
  const reach = reachOf(to.address)
  if (reach === 'refused' || isOurOwn(to)) return false
  const { IOC_PRIVATE_SOURCES: within, IOC_PUBLIC_SOURCES: outside } = process.env
  if (reach === 'public') return !outside || listedDestinations(outside).some((listed) => listed(to))
  return listedDestinations(within).some((listed) => listed(to)) || isSimulator(to)
}

/**
 * What an administrator's list allows: hosts, all hosts below one, and networks, separated by commas, each with a port or for all ports:
 * `lgsp.tinh.local:8443, *.hungyen.gov.vn, 10.20.0.0/16, [fd00:1::5]:443`. Throws a sentence where it can't be read.
 */
export function listedDestinations(list = ''): ((to: Destination) => boolean)[] {
  const entries = list.split(',').map((entry) => entry.trim())
  return entries.filter((entry) => entry !== '').map(listedDestination)
}

function listedDestination(entry: string): (to: Destination) => boolean {
  const { place, port } = partsOf(entry)
  const onPort = (to: Destination) => port === undefined || to.port === port
  const [net = '', bits] = place.split('/')
  if (isIP(net)) {
    const family = isIPv4(net) ? 'ipv4' : 'ipv6'
    const most = family === 'ipv4' ? 32 : 128
    const block = new BlockList()
    if (bits !== undefined && !(/^\d+$/.test(bits) && Number(bits) <= most)) throw unlisted(entry)
    block.addSubnet(net, Number(bits ?? most), family)
    return (to) => onPort(to) && block.check(to.address, isIPv4(to.address) ? 'ipv4' : 'ipv6')
  }
  const name = place.replace(/^\*\./, '').toLowerCase()
  if (!/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(name) || /^[\d.]+$/.test(name)) throw unlisted(entry)
  const isBelow = name.length < place.length
  return (to) => {
    const host = to.host.replace(/\.$/, '').toLowerCase()
    return onPort(to) && (isBelow ? host.endsWith(`.${name}`) : host === name)
  }
}

/** `host:port`, `[ipv6]:port`, or either without a port. */
function partsOf(entry: string): { place: string; port?: number } {
  const found = /^\[([^\]]+)\](?::(\d+))?$/.exec(entry) ?? /^([^:]+)(?::(\d+))?$/.exec(entry)
  if (!found) return { place: entry }
  const [, place = '', port] = found
  if (port === undefined) return { place }
  if (Number(port) < 1 || Number(port) > 65_535) throw unlisted(entry)
  return { place, port: Number(port) }
}

function unlisted(entry: string): Error {
  return new Error(`must list hosts or networks such as lgsp.tinh.local:8443, 10.20.0.0/16; it has «${entry}»`)
}

function isSimulator(to: Destination): boolean {
  const url = process.env.IOC_SIMULATOR_URL
  return url !== undefined && URL.canParse(url) && to.address === new URL(url).hostname && to.port === portOf(new URL(url))
}
