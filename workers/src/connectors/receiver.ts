import type { Localised } from '@ioc/sql/pack'
import type { z } from 'zod'

/** What was brought to our door. */
export interface Delivery {
  /** What a file is called, or the key its sender gave it. */
  name: string
  mediaType?: string
  headers: Record<string, string | undefined>
  body: AsyncIterable<Uint8Array>
}

/** A delivery as a page to keep. */
export interface Accepted {
  name: string
  mediaType?: string
  body: AsyncIterable<Uint8Array>
}

/** A source that brings its pages itself; the server takes them at the door. One folder each: `config.ts` and `accept.ts`. */
export interface Receiver<C = unknown> {
  kind: string
  config: z.ZodType<C>
  /** Looks at who brings it and what; throws Refused. What is told of too long a body is thrown while it is read. */
  accept(config: C, delivery: Delivery, now: Date): Promise<Accepted>
}

/** A delivery that is not taken, in a sentence for whoever brings it, with the HTTP status that says whose turn it is. */
export class Refused extends Error {
  override name = 'Refused'
  readonly statusCode: number
  readonly said: Localised

  constructor(statusCode: 400 | 401 | 413 | 415 | 422, said: Localised, options?: ErrorOptions) {
    super(said.vi, options)
    this.statusCode = statusCode
    this.said = said
  }
}

/** A body of at most so many megabytes, passed on as it comes. */
export async function* capped(body: AsyncIterable<Uint8Array>, megabytes: number): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.length
    if (bytes > megabytes * 1_000_000)
      throw new Refused(413, {
        vi: `Dữ liệu lớn hơn ${megabytes} MB. Chia nhỏ rồi gửi lại.`,
        en: `More than ${megabytes} MB. Split it and send it again.`,
      })
    yield chunk
  }
}

export async function whole(body: AsyncIterable<Uint8Array>, megabytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of capped(body, megabytes)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

export async function* again(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
