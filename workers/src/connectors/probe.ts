import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import type { CheckStep } from './connector.ts'
import { SourceFault } from './fault.ts'
import { mayReach } from './guard.ts'
import { HttpClient, type HttpOptions, type Reply } from './http-client.ts'
import { faultOf } from './http-faults.ts'
import { timed } from './timed.ts'

interface Probe {
  options: HttpOptions
  url: () => URL
  headers: () => Record<string, string>
  signal: AbortSignal
  /** Looks into the reply; throws SourceFault, or says in a sentence what is there. */
  sample: (reply: Reply, url: URL) => string
}

/** The steps every HTTP source is checked by: name and address, connection, sign-in, and a first look at the data. */
export async function* probe({ options, url, headers, signal, sample }: Probe): AsyncGenerator<CheckStep> {
  const address = await timed('address', async () => {
    const value = url()
    const host = value.hostname.replace(/^\[|\]$/g, '')
    const found = isIP(host)
      ? [{ address: host }]
      : await lookup(host, { all: true }).catch((error: unknown) => Promise.reject(faultOf(error, value, options)))
    if (!found.every((one) => mayReach(one.address, options.allowPrivate))) {
      throw new SourceFault(`Không được phép kết nối tới «${host}»: địa chỉ nội bộ hoặc dành riêng.`, {
        retry: false,
        step: 'address',
      })
    }
    return { value, message: `Tìm thấy máy chủ «${host}».` }
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
        reply = await client.get(target, headers(), signal)
      } catch (error) {
        if (!(error instanceof SourceFault) || error.step !== 'sign-in') throw error
        refused = error
      }
      return { value: true, message: `Kết nối được${target.protocol === 'https:' ? ', chứng thư TLS hợp lệ' : ''}.` }
    })
    yield connect.step
    if (!connect.value) return
    const signIn = await timed('sign-in', async () => {
      if (refused) throw refused
      return { value: true, message: 'Máy chủ chấp nhận quyền truy cập.' }
    })
    yield signIn.step
    if (!reply) return
    const first = reply
    yield (await timed('sample', async () => ({ value: true, message: sample(first, target) }))).step
  } finally {
    await client.close()
  }
}
