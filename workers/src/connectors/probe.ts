import type { Localised } from '@ioc/sql/pack'
import type { CheckStep } from './connector.ts'
import { SourceFault } from './fault.ts'
import { HttpClient, type HttpOptions, type Reply } from './http-client.ts'
import { faultOf } from './http-faults.ts'
import { resolved } from './resolved.ts'
import { hostFound, timed } from './timed.ts'

interface Probe {
  options: HttpOptions
  url: () => URL
  headers: (client: HttpClient) => Promise<Record<string, string>>
  signal: AbortSignal
  /** Looks into the reply; throws SourceFault, or says in a sentence what is there. */
  sample: (reply: Reply, url: URL) => string | Localised
}

/** The steps every HTTP source is checked by: name and address, connection, sign-in, and a first look at the data. */
export async function* probe({ options, url, headers, signal, sample }: Probe): AsyncGenerator<CheckStep> {
  const address = await timed('address', async () => {
    const value = url()
    const host = value.hostname.replace(/^\[|\]$/g, '')
    const port = Number(value.port || (value.protocol === 'https:' ? 443 : 80))
    await resolved({ host, port }).catch((error: unknown) => Promise.reject(faultOf(error, value, options)))
    return { value, message: hostFound(host) }
  })
  yield address.step
  if (!address.value) return

  const target = address.value
  const client = new HttpClient({
    ...options,
    attempts: 1,
    deadlineSeconds: Math.min(options.deadlineSeconds, options.timeoutSeconds * 2),
  })
  try {
    let reply: Reply | undefined
    let refused: SourceFault | undefined
    const connect = await timed('connect', async () => {
      try {
        reply = await client.get(target, await headers(client), signal)
      } catch (error) {
        if (!(error instanceof SourceFault) || error.step !== 'sign-in') throw error
        refused = error
      }
      const isSecure = target.protocol === 'https:'
      return {
        value: true,
        message: {
          vi: `Kết nối được${isSecure ? ', chứng thư TLS hợp lệ' : ''}.`,
          en: `Connected${isSecure ? '; its TLS certificate is valid' : ''}.`,
        },
      }
    })
    yield connect.step
    if (!connect.value) return
    const signIn = await timed('sign-in', async () => {
      if (refused) throw refused
      return { value: true, message: { vi: 'Máy chủ chấp nhận quyền truy cập.', en: 'The host grants access.' } }
    })
    yield signIn.step
    if (!reply) return
    const first = reply
    yield (await timed('sample', async () => ({ value: true, message: sample(first, target) }))).step
  } finally {
    await client.close()
  }
}
