import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Bytes as a network would hand them over: in pieces that respect nothing. */
export async function* pieces(text: string | Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

/** Bytes that something still holds on to; what is only waiting to be swept is not held. */
export function memoryInUse(): number {
  setFlagsFromString('--expose-gc')
  sweep ??= runInNewContext('gc') as () => void
  sweep()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

let sweep: (() => void) | undefined
