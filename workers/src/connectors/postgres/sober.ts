import type { Duplex } from 'node:stream'
import type pg from 'pg'

/**
 * Makes a client survive a host that only pretends to be a PostgreSQL. pg reads a message in the event that brings it: one that ends
 * in the middle of a name is read for ever, and what it can make no sense of ends the process. Here each is looked at first, and
 * ends the connection alone, with `fault`.
 */
export function keepSober(client: pg.Client, fault: (cause: unknown) => Error): void {
  const { connection } = client as unknown as { connection: { attachListeners(stream: Duplex): void } }
  const attach = connection.attachListeners.bind(connection)
  connection.attachListeners = (stream) => {
    attach(stream)
    const messages = new SoundMessages()
    for (const listen of stream.listeners('data')) {
      stream.off('data', listen as () => void)
      stream.on('data', (bytes: Buffer) => {
        if (stream.destroyed) return
        try {
          const sound = messages.push(bytes)
          if (sound.length > 0) listen.call(stream, sound)
        } catch (error) {
          stream.destroy(fault(error))
        }
      })
    }
  }
}

/** Bytes of a conversation, handed on as far as its messages are whole and sound; rows are handed on as they come. */
class SoundMessages {
  #begun: Buffer = Buffer.alloc(0)
  /** So many bytes are still to come of a message that is not looked into. */
  #passing = 0

  push(bytes: Buffer): Buffer {
    const all = this.#begun.length > 0 ? Buffer.concat([this.#begun, bytes]) : bytes
    let at = Math.min(this.#passing, all.length)
    this.#passing -= at
    while (all.length - at >= HEAD_BYTES) {
      const kind = String.fromCharCode(all[at] as number)
      const length = all.readUInt32BE(at + 1)
      if (length < HEAD_BYTES - 1) throw new Error(`a message «${kind}» of ${length} bytes`)
      const end = at + 1 + length
      const isSound = SOUND[kind]
      if (isSound) {
        if (length > LONGEST_BYTES) throw new Error(`a message «${kind}» of ${length} bytes`)
        if (end > all.length) break
        if (!isSound(all.subarray(at + HEAD_BYTES, end))) throw new Error(`a message «${kind}» that is cut short`)
      } else this.#passing = Math.max(0, end - all.length)
      at = Math.min(end, all.length)
    }
    this.#begun = all.subarray(at)
    return all.subarray(0, at)
  }
}

/** One byte for what a message is, four for how long. */
const HEAD_BYTES = 5
/** The longest are those that describe 1,664 columns, the most a query has. */
const LONGEST_BYTES = 1_000_000
/** PostgreSQL asks for 4,096; a thread is kept busy so often. */
const MOST_ITERATIONS = 1_000_000

/** Messages that hold text to a zero byte, by their letter in the protocol: whether the bytes behind the head hold all they should. */
const SOUND: Record<string, (body: Buffer) => boolean> = {
  // What went wrong, a notice: a letter and a text each, then a zero.
  E: (body) => isFields(body),
  N: (body) => isFields(body),
  S: (body) => afterTexts(body, 0, 2) > 0,
  C: (body) => afterTexts(body, 0, 1) > 0,
  A: (body) => afterTexts(body, 4, 2) > 0,
  T: (body) => isColumns(body),
  R: (body) => body.length >= 4 && isAsking(body.readInt32BE(0), body),
}

/** Where so many texts from a place on end; 0 where they don't. */
function afterTexts(body: Buffer, from: number, texts: number): number {
  let at = from
  for (let n = 0; n < texts; n++) {
    const end = body.indexOf(0, at)
    if (end < 0 || at > body.length) return 0
    at = end + 1
  }
  return at
}

function isFields(body: Buffer): boolean {
  for (let at = 0; at < body.length; ) {
    if (body[at] === 0) return true
    at = afterTexts(body, at + 1, 1)
    if (at === 0) return false
  }
  return false
}

function isColumns(body: Buffer): boolean {
  if (body.length < 2) return false
  let at = 2
  for (let columns = body.readUInt16BE(0); columns > 0; columns--) {
    const named = afterTexts(body, at, 1)
    at = named + 18
    if (named === 0 || at > body.length) return false
  }
  return true
}

/** How the server wants us to sign in: by which mechanisms (10), and with how much work (11). */
function isAsking(kind: number, body: Buffer): boolean {
  if (kind === 10) return body.length > 5 && body.at(-1) === 0 && body.at(-2) === 0
  const [, iterations = '0'] = kind === 11 ? (/(?:^|,)i=(\d+)/.exec(body.toString('latin1', 4)) ?? []) : []
  return Number(iterations) <= MOST_ITERATIONS
}
