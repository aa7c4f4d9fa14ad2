import { type Finding, ok, type Place, toDo, wrong } from './finding.ts'

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|localhost|::1|\[::1\])$/
/** All the world, or whatever this program takes for it. */
const ANYBODY = /(^|[\s,])(true|\*|0\.0\.0\.0\/0|::\/0)([\s,]|$)/

const isHttps = (env: Place['env']) => (env.IOC_PUBLIC_URL ?? '').startsWith('https:')

export function publicAddress({ env }: Pick<Place, 'env'>): Finding {
  const { IOC_PUBLIC_URL: url, HOST: host = '' } = env
  if (isHttps(env)) return ok(`People reach it at ${url}, over TLS.`)
  if (!url && (host === '' || LOOPBACK.test(host)))
    return toDo(
      'Only this machine reaches it.',
      'Before others do, put a proxy with a certificate before it and set IOC_PUBLIC_URL=https://… (SECURITY.md).',
    )
  return wrong(
    `${url ? `IOC_PUBLIC_URL is ${url}` : `HOST is ${host} and IOC_PUBLIC_URL is not set`}: passwords and sessions may cross the network as they are.`,
    'Put a proxy with a certificate before it, set IOC_PUBLIC_URL=https://… and let HOST be an address only the proxy reaches (SECURITY.md).',
  )
}

export function proxies({ env }: Pick<Place, 'env'>): Finding {
  const { IOC_TRUSTED_PROXIES: named = '' } = env
  if (ANYBODY.test(named))
    return wrong(
      `IOC_TRUSTED_PROXIES=${named} takes anybody’s word on where a request comes from.`,
      'Name the addresses of the proxies alone: IOC_TRUSTED_PROXIES=10.0.0.5.',
    )
  if (named) return ok(`The word of ${named} is taken on where a request comes from.`)
  if (!isHttps(env)) return ok('No proxy is named, and nobody’s word is taken on where a request comes from.')
  return wrong(
    'No proxy is named, so that every request seems to come from the proxy: guesses of one are held against all, and the audit tells no addresses.',
    'Set IOC_TRUSTED_PROXIES to the address the proxy calls from.',
  )
}
