import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Refusal } from '../access/refusals.ts'

export interface UploadBounds {
  /** Files that may be on their way at the same time. */
  atOnce: number
  maxBytes: number
  /** How long a sender may be silent, and how long the whole may take: a byte now and then is no upload. */
  silentMs: number
  wholeMs: number
}

export const UPLOAD_BOUNDS: UploadBounds = {
  atOnce: 4,
  maxBytes: 200 * 1024 * 1024,
  silentMs: 30_000,
  wholeMs: 15 * 60_000,
}

/** Of a file somebody shows as evidence, of a directive or a step. */
export const EVIDENCE_BOUNDS: UploadBounds = { maxBytes: 20 * 1024 * 1024, atOnce: 4, silentMs: 30_000, wholeMs: 300_000 }

/** A file that is not taken, with the HTTP status that says whose turn it is to mend that. */
export class NotTaken extends Refusal {}

/** Nothing at all came where a file was to. */
export const blankFile = () =>
  new NotTaken(400, { vi: 'Tệp trống. Kiểm tra tệp rồi gửi lại.', en: 'The file is empty. Look at it and send it again.' })

/** A whole file on disk, at the sender's pace and within bounds; what stays unfinished leaves nothing behind. */
export async function spool(
  body: Readable,
  bounds: UploadBounds,
): Promise<{ path: string; read(): Readable; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'ioc-upload-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  const path = join(folder, 'file')
  try {
    await pipeline(bounded(body, bounds), createWriteStream(path))
    return { path, read: () => createReadStream(path), remove }
  } catch (error) {
    await remove()
    throw error
  }
}

/** A body at its sender's pace and within bounds. */
export async function* bounded(body: Readable, { maxBytes, silentMs, wholeMs }: UploadBounds): AsyncGenerator<Uint8Array> {
  // Not destroyed when left early, or there would be no socket to answer on.
  const chunks = body.iterator({ destroyOnReturn: false })
  const end = Date.now() + wholeMs
  let bytes = 0
  try {
    for (;;) {
      const next = await before(Math.min(silentMs, end - Date.now()), chunks.next())
      if (next.done) return
      bytes += next.value.length
      if (bytes > maxBytes) throw tooLong(maxBytes)
      yield next.value
    }
  } catch (error) {
    throw body.errored ? new NotTaken(400, CUT_OFF) : error
  } finally {
    // Not waited for: after a silence it would wait for the sender.
    chunks.return?.().catch(() => {})
  }
}

export function tooLong(maxBytes: number): NotTaken {
  const most = Math.floor(maxBytes / 1024 / 1024)
  return new NotTaken(413, {
    vi: `Tệp lớn hơn ${most} MB. Chia nhỏ tệp rồi gửi lại.`,
    en: `The file is larger than ${most} MB. Split it and send it again.`,
  })
}

const CUT_OFF = {
  vi: 'Kết nối đứt trước khi nhận đủ tệp. Gửi lại tệp.',
  en: 'The connection was lost before the whole file came. Send it again.',
}

const TOO_SLOW = {
  vi: 'Tệp đến quá chậm nên đã dừng nhận; không phần nào được lưu. Kiểm tra đường truyền rồi gửi lại.',
  en: 'The file came too slowly and is taken no further; nothing of it is stored. Check the line and send it again.',
}

function before<T>(ms: number, coming: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new NotTaken(408, TOO_SLOW)), ms)
  })
  return Promise.race([coming, late]).finally(() => clearTimeout(timer))
}
