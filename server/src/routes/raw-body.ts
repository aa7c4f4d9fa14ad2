import type { FastifyInstance } from 'fastify'

/** In this scope a body is what came, whatever it calls itself: nothing parses it. */
export function takeRawBodies(scope: FastifyInstance, silentMs: number): void {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
  // Answered before its end, a body is thrown away as it comes, so that the answer arrives; but not for ever.
  scope.addHook('onResponse', async ({ raw }) => {
    if (raw.complete) return
    raw.resume()
    setTimeout(() => raw.complete || raw.destroy(), silentMs).unref()
  })
}

export async function collect(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk)
  return Buffer.concat(chunks)
}
