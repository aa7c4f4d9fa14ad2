import { pipeline, type Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { type Agent, type Dispatcher, request } from 'undici'
import { alwaysClosed, type Circuits } from './circuits.ts'
import { SourceFault } from './fault.ts'
import { guardedAgent } from './guard.ts'
import { faultOf, statusFault } from './http-faults.ts'

export interface HttpOptions {
  /** Longest silence of the source. */
  timeoutSeconds: number
  /** Longest time for one page, retries and waits included. */
  deadlineSeconds: number
  /** Counted after decompression: a gzip of 200 kB can hold 200 MB. */
  maxMegabytes: number
  redirects: number
  attempts?: number
  backoffMs?: number
}

export interface Reply {
  status: number
  headers: Record<string, string | undefined>
  body: Buffer
}

/** What is asked: a page, or with a form that is sent. */
interface Ask {
  headers: Record<string, string>
  form?: URLSearchParams
}

/** Requests under the guard, with patience for networks and none for anything that a person must mend. */
export class HttpClient {
  readonly #agent: Agent
  readonly #options: Required<HttpOptions>
  readonly #circuits: Circuits

  constructor(options: HttpOptions, circuits: Circuits = alwaysClosed) {
    this.#circuits = circuits
    this.#options = { attempts: 4, backoffMs: 500, ...options }
    this.#agent = guardedAgent({ connectTimeoutMs: options.timeoutSeconds * 1000 })
  }

  get(url: URL, headers: Record<string, string>, signal: AbortSignal): Promise<Reply> {
    return this.#circuits.through(url.host, () => this.#ask(url, { headers }, signal))
  }

  /** Sends a form; what answers by sending us elsewhere does not get it a second time. */
  postForm(url: URL, form: URLSearchParams, headers: Record<string, string>, signal: AbortSignal): Promise<Reply> {
    const ask = { headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' }, form }
    return this.#circuits.through(url.host, () => this.#ask(url, ask, signal))
  }

  async close(): Promise<void> {
    await this.#agent.destroy()
  }

  async #ask(url: URL, ask: Ask, signal: AbortSignal): Promise<Reply> {
    const deadline = Date.now() + this.#options.deadlineSeconds * 1000
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#follow(url, ask, AbortSignal.any([signal, AbortSignal.timeout(Math.max(1, deadline - Date.now()))]))
      } catch (error) {
        signal.throwIfAborted()
        const fault = faultOf(error, url, this.#options)
        const wait = retryAfter(error) ?? this.#options.backoffMs * 2 ** (attempt - 1) * (0.5 + Math.random() / 2)
        if (!fault.retry || attempt >= this.#options.attempts || Date.now() + wait >= deadline) throw fault
        const { attempts: of } = this.#options
        const seconds = Math.round(wait / 100) / 10
        this.#circuits.askingAgain?.({
          host: url.host,
          attempt: attempt + 1,
          of,
          seconds,
          error: fault.message,
          error_en: fault.en,
        })
        await sleep(wait, undefined, { signal })
      }
    }
  }

  async #follow(url: URL, ask: Ask, signal: AbortSignal): Promise<Reply> {
    let at = url
    for (let hops = 0; ; hops++) {
      const reply = await this.#once(at, at.origin === url.origin ? ask : { headers: {} }, signal)
      const location = reply.headers.location
      if (reply.status === 304 || reply.status < 300) return reply
      if (reply.status >= 400 || !location)
        throw Object.assign(statusFault(reply.status, at), { retryAfter: reply.headers['retry-after'] })
      if (hops >= this.#options.redirects || ask.form) {
        throw new SourceFault(
          {
            vi: `Máy chủ «${at.host}» chuyển hướng sang địa chỉ khác. Dùng thẳng địa chỉ mới trong cấu hình.`,
            en: `The host «${at.host}» sends us to another address. Write the new address into the configuration.`,
          },
          {
            retry: false,
            code: 'moved',
            params: { host: at.host },
          },
        )
      }
      at = checkedUrl(location, at)
    }
  }

  async #once(url: URL, { headers, form }: Ask, signal: AbortSignal): Promise<Reply> {
    const silence = this.#options.timeoutSeconds * 1000
    const response = await request(checkedUrl(url.href), {
      dispatcher: this.#agent,
      method: form ? 'POST' : 'GET',
      ...(form && { body: form.toString() }),
      headers: { 'user-agent': 'pho-hien', 'accept-encoding': 'gzip, deflate, br', ...headers },
      headersTimeout: silence,
      bodyTimeout: silence,
      signal,
    })
    const flat = Object.fromEntries(
      Object.entries(response.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
    )
    const limit = this.#options.maxMegabytes * 1_000_000
    return { status: response.statusCode, headers: flat, body: await readCapped(decoded(response), limit, url) }
  }
}

/** Only http and https, and no name or password in the address, where logs would show them. */
export function checkedUrl(text: string, base?: URL): URL {
  const url = URL.canParse(text, base?.href) ? new URL(text, base) : undefined
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw new SourceFault(
      {
        vi: 'Địa chỉ không hợp lệ. Địa chỉ phải bắt đầu bằng https:// hoặc http://.',
        en: 'This is no address. One begins with https:// or http://.',
      },
      {
        retry: false,
        step: 'address',
      },
    )
  }
  if (url.username || url.password) {
    throw new SourceFault(
      {
        vi: 'Không ghi tên và mật khẩu trong địa chỉ. Khai báo ở phần đăng nhập của nguồn.',
        en: 'Write no name and password into the address. They belong to the feed’s sign-in.',
      },
      {
        retry: false,
        step: 'address',
      },
    )
  }
  return url
}

function decoded({ headers, body }: Dispatcher.ResponseData): Readable {
  const encoding = String(headers['content-encoding'] ?? '')
    .trim()
    .toLowerCase()
  if (encoding === '' || encoding === 'identity') return body
  const decoder = DECODERS[encoding]?.()
  if (!decoder)
    throw new SourceFault(
      {
        vi: 'Nguồn nén dữ liệu theo cách chưa hỗ trợ. Đề nghị bên cung cấp dùng gzip, deflate hoặc br.',
        en: 'The source compresses in a way we can’t read. Ask the provider for gzip, deflate or br.',
      },
      {
        retry: false,
        step: 'sample',
      },
    )
  // pipeline destroys both ends; the reader of `decoder` sees the error.
  return pipeline(body, decoder, () => {})
}

async function readCapped(body: Readable, limit: number, url: URL): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of body) {
    length += chunk.length
    if (length > limit) {
      body.destroy()
      throw new SourceFault(
        {
          vi: `«${url.host}» trả về hơn ${limit / 1_000_000} MB trong một trang. Giảm cỡ trang, hoặc tăng «Cỡ trang tối đa (MB)».`,
          en: `«${url.host}» gives more than ${limit / 1_000_000} MB in one page. Ask for smaller pages, or allow larger ones.`,
        },
        { retry: false, step: 'sample', code: 'too_large', params: { host: url.host, mb: limit / 1_000_000 } },
      )
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Seconds or a date, as RFC 9110 allows. */
function retryAfter(error: unknown): number | undefined {
  const header = (error as { retryAfter?: string } | null)?.retryAfter
  if (!header) return undefined
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now()
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined
}

const DECODERS: Record<string, () => NodeJS.ReadWriteStream & Readable> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
}
