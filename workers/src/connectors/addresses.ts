import { BlockList, isIP, isIPv4 } from 'node:net'

/** `refused` whoever asks; `private` only for feeds that say so. */
export type Reach = 'public' | 'private' | 'refused'

/** What kind of place an IP address is. Addresses that carry another inside (mapped, NAT64, 6to4) are what they carry. */
export function reachOf(address: string): Reach {
  const plain = address.replace(/%.*$/, '')
  if (isIPv4(plain)) return reachOfIPv4(plain)
  if (isIP(plain) !== 6) return 'refused'
  const words = wordsOf(plain)
  const carried = carriedIPv4(words)
  if (carried) return reachOfIPv4(carried)
  if (METADATA.check(plain, 'ipv6')) return 'refused'
  if (plain === '::1' || words.every((word, index) => word === (index === 7 ? 1 : 0))) return 'private'
  const first = words[0] ?? 0
  if ((first & 0xfe00) === 0xfc00) return 'private'
  const global = (first & 0xe000) === 0x2000
  const reserved = first === 0x2001 && ((words[1] ?? 0) < 0x200 || words[1] === 0xdb8)
  return global && !reserved ? 'public' : 'refused'
}

function reachOfIPv4(address: string): Reach {
  if (METADATA.check(address, 'ipv4') || REFUSED.check(address, 'ipv4')) return 'refused'
  return PRIVATE.check(address, 'ipv4') ? 'private' : 'public'
}

function carriedIPv4(words: number[]): string | null {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = words
  const zeros = a === 0 && b === 0 && c === 0 && d === 0
  if (zeros && e === 0 && (f === 0xffff || (f === 0 && g !== 0))) return dotted(g, h)
  if (zeros && e === 0xffff && f === 0) return dotted(g, h)
  if (a === 0x64 && b === 0xff9b) return dotted(g, h)
  return a === 0x2002 ? dotted(b, c) : null
}

function dotted(high: number, low: number): string {
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

function wordsOf(address: string): number[] {
  const tail = /(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address)
  const text = tail
    ? address.slice(0, tail.index) +
      tail
        .slice(1)
        .map(Number)
        .reduce((hex, byte, index) => hex + byte.toString(16).padStart(2, '0') + (index === 1 ? ':' : ''), '')
    : address
  const [left = '', right] = text.split('::')
  const head = left
    .split(':')
    .filter(Boolean)
    .map((word) => Number.parseInt(word, 16))
  const end = (right ?? '')
    .split(':')
    .filter(Boolean)
    .map((word) => Number.parseInt(word, 16))
  return [...head, ...new Array<number>(Math.max(0, 8 - head.length - end.length)).fill(0), ...end]
}

const METADATA = new BlockList()
// Link-local and the fixed addresses where clouds hand out credentials: AWS, Alibaba, Oracle.
METADATA.addSubnet('169.254.0.0', 16)
METADATA.addAddress('100.100.100.200')
METADATA.addAddress('192.0.0.192')
METADATA.addAddress('fd00:ec2::254', 'ipv6')

const REFUSED = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  REFUSED.addSubnet(net, bits)
}

const PRIVATE = new BlockList()
for (const [net, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
  ['198.18.0.0', 15],
] as const) {
  PRIVATE.addSubnet(net, bits)
}
