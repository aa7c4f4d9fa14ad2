import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { mayReach } from './egress.ts'
import { refusal } from './guard.ts'

/** The first step of every check: that a name leads somewhere, and somewhere a feed may go. */
export async function resolved({ host, port }: { host: string; port: number }): Promise<void> {
  const found = isIP(host) ? [{ address: host }] : await lookup(host, { all: true })
  if (!found.every(({ address }) => mayReach({ host, address, port }))) throw refusal(host)
}
