import { lookup as systemLookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { reachOf } from './addresses.ts'

const LED_MS = 60_000
/** Where the names of our own database and queue lead, and since when that is known. */
const led = new Map<string, { since: number; addresses: ReadonlySet<string> }>()

type Lookup = (host: string, options: { all: true }) => Promise<{ address: string }[]>

/**
 * Whether somebody asks for our own database or queue, by whatever name or address leads there. While nobody can tell where their names
 * lead, everything private at their ports counts as ours.
 */
export function isOurOwn(to: { host: string; address: string; port: number }, lookup: Lookup = systemLookup): boolean {
  return [process.env.DATABASE_URL, process.env.REDIS_URL].some((text) => {
    if (!text || !URL.canParse(text)) return false
    const url = new URL(text)
    if (portOf(url) !== to.port) return false
    const [own, host, address] = [plain(url.hostname), plain(to.host), plain(to.address)]
    if (own === host || own === address || (isLoopback(own) && isLoopback(address))) return true
    if (isIP(own)) return false
    const addresses = addressesOf(own, lookup)
    return addresses ? addresses.has(address) : reachOf(address) !== 'public'
  })
}

/** As far as is known by now; asked anew once that is old. */
function addressesOf(own: string, lookup: Lookup): ReadonlySet<string> | undefined {
  const known = led.get(own)
  const now = Date.now()
  if (!known || now - known.since > LED_MS)
    lookup(own, { all: true }).then(
      (found) => led.set(own, { since: now, addresses: new Set(found.map(({ address }) => plain(address))) }),
      () => {},
    )
  return known?.addresses
}

/** One spelling for all that mean the same: «DB.tinh.local.», «[::ffff:10.0.0.5]». */
function plain(host: string): string {
  return host
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase()
    .replace(/^::ffff:(?=\d+\.)/, '')
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.')
}

const DEFAULT_PORTS: Record<string, number> = {
  'http:': 80,
  'https:': 443,
  'postgres:': 5432,
  'postgresql:': 5432,
  'redis:': 6379,
  'rediss:': 6379,
}

export function portOf(url: URL): number {
  return Number(url.port || DEFAULT_PORTS[url.protocol])
}
