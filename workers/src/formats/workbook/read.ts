import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type ReadRecords, type SourceRecord, Unreadable } from '../format.ts'
import { giveBack, takeReader } from './reader.ts'
import type { WorkbookSettings } from './settings.ts'

/**
 * Excel files, old and new. The parsing happens in a child with little memory, no secrets in its environment and a
 * deadline: a hostile or monstrous file costs that process and nothing else.
 */
export const readRecords: ReadRecords<WorkbookSettings> = async function* ({ body, name }, settings) {
  const folder = await mkdtemp(join(tmpdir(), 'pho-hien-workbook-'))
  try {
    const path = join(folder, 'page')
    await pipeline(capped(body, name, settings.maxMegabytes), createWriteStream(path))
    yield* parseInChild(path, name, settings)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function* parseInChild(path: string, name: string, settings: WorkbookSettings): AsyncGenerator<SourceRecord> {
  const reader = takeReader(settings)
  let late = false
  const deadline = setTimeout(() => {
    late = true
    reader.kill()
  }, settings.deadlineSeconds * 1000)
  let isSound = false
  try {
    reader.ask({ path, name, settings })
    for (;;) {
      const said = parseLine(await reader.nextLine())
      if (!said) break
      isSound = 'fault' in said || 'end' in said
      if ('fault' in said) throw new Unreadable(said.fault)
      if ('end' in said) return
      yield said
    }
    // It said something that is no record, or nothing any more.
    reader.kill()
    await reader.closed
    if (late)
      throw new Unreadable(
        `${name}: đọc quá ${settings.deadlineSeconds} giây nên đã dừng. Chia nhỏ tệp, hoặc tăng «Hạn đọc một tệp (giây)».`,
      )
    throw new Unreadable(`${name}: tệp cần quá nhiều bộ nhớ hoặc làm hỏng bộ đọc. Mở bằng Excel và lưu lại, hoặc chia nhỏ.`, {
      cause: new Error(reader.words()),
    })
  } finally {
    clearTimeout(deadline)
    if (isSound && !late) giveBack(settings, reader)
    else {
      reader.kill()
      await reader.closed
    }
  }
}

/** A child killed in mid-line leaves half of one. */
function parseLine(line: string | null): SourceRecord | { fault: string } | { end: true } | null {
  try {
    return line === null ? null : JSON.parse(line)
  } catch {
    return null
  }
}

async function* capped(body: AsyncIterable<Uint8Array>, name: string, megabytes: number): AsyncGenerator<Uint8Array> {
  let length = 0
  for await (const chunk of body) {
    length += chunk.length
    if (length > megabytes * 1_000_000)
      throw new Unreadable(`${name}: tệp lớn hơn ${megabytes} MB. Chia nhỏ tệp, hoặc tăng «Cỡ tệp tối đa (MB)».`)
    yield chunk
  }
}
