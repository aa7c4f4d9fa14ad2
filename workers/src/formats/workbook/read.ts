import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Localised } from '@ioc/sql/pack'
import { type ReadRecords, type SourceRecord, Unreadable } from '../format.ts'
import type { SheetHead } from './parse.ts'
import { giveBack, type Question, takeReader } from './reader.ts'
import type { WorkbookSettings } from './settings.ts'

/**
 * Excel files, old and new. The parsing happens in a child with little memory, no secrets in its environment and a
 * deadline: a hostile or monstrous file costs that process and nothing else.
 */
export const readRecords: ReadRecords<WorkbookSettings> = async function* ({ body, name }, settings) {
  yield* inChild<SourceRecord>({ body, name }, settings, settings)
}

/** The first rows of every sheet as they stand in the file. */
export function lookAtSheets(page: Page): AsyncGenerator<SheetHead> {
  return inChild<SheetHead>(page, null, { maxMegabytes: 25, deadlineSeconds: 60 })
}

type Page = Parameters<ReadRecords<WorkbookSettings>>[0]

async function* inChild<T>({ body, name }: Page, settings: WorkbookSettings | null, limits: Limits): AsyncGenerator<T> {
  yield* withFile({ body, name }, limits, (path) => answersOf<T>({ path, name, settings }, limits))
}

/** A page as a file of this machine, for as long as something is made of it. */
export async function* withFile<T>(
  { body, name }: Page,
  { maxMegabytes }: Pick<Limits, 'maxMegabytes'>,
  make: (path: string) => AsyncIterable<T>,
): AsyncGenerator<T> {
  const folder = await mkdtemp(join(tmpdir(), 'pho-hien-workbook-'))
  try {
    const path = join(folder, 'page')
    await pipeline(capped(body, name, maxMegabytes), createWriteStream(path))
    yield* make(path)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

type Limits = Pick<WorkbookSettings, 'maxMegabytes' | 'deadlineSeconds'>

/** What a child answers, line by line; throws Unreadable. */
export async function* answersOf<T>(question: Question, limits: Limits): AsyncGenerator<T> {
  const { name } = question
  const reader = takeReader()
  let late = false
  const deadline = setTimeout(() => {
    late = true
    reader.kill()
  }, limits.deadlineSeconds * 1000)
  let isSound = false
  try {
    reader.ask(question)
    for (;;) {
      const line = parseLine<T>(await reader.nextLine())
      if (!line) break
      isSound = 'fault' in line || 'end' in line
      if ('fault' in line) throw new Unreadable(line.fault)
      if ('end' in line) return
      yield line
    }
    // It said something that is no record, or nothing any more.
    reader.kill()
    await reader.closed
    if (late)
      throw new Unreadable({
        vi: `${name}: đọc quá ${limits.deadlineSeconds} giây nên đã dừng. Chia nhỏ tệp, hoặc tăng «Hạn đọc một tệp (giây)».`,
        en: `${name}: reading took more than ${limits.deadlineSeconds} seconds and was ended. Split the file, or allow longer.`,
      })
    throw new Unreadable(
      {
        vi: `${name}: tệp cần quá nhiều bộ nhớ hoặc làm hỏng bộ đọc. Mở bằng Excel và lưu lại, hoặc chia nhỏ.`,
        en: `${name}: the file needs too much memory or breaks whoever reads it. Open it in Excel and save it again, or split it.`,
      },
      {
        cause: new Error(reader.words()),
      },
    )
  } finally {
    clearTimeout(deadline)
    if (isSound && !late) giveBack(reader)
    else {
      reader.kill()
      await reader.closed
    }
  }
}

/** A child killed in mid-line leaves half of one. */
function parseLine<T>(line: string | null): (T & object) | { fault: Localised } | { end: true } | null {
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
      throw new Unreadable({
        vi: `${name}: tệp lớn hơn ${megabytes} MB. Chia nhỏ tệp, hoặc tăng «Cỡ tệp tối đa (MB)».`,
        en: `${name}: the file is larger than ${megabytes} MB. Split it, or allow larger files.`,
      })
    yield chunk
  }
}
