import { spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { type ReadRecords, type SourceRecord, Unreadable } from '../format.ts'
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
  const { NODE_OPTIONS: _, PATH, SystemRoot, TMPDIR, TEMP } = process.env
  const child = spawn(
    process.execPath,
    [`--max-old-space-size=${HEAP_MEGABYTES}`, '--import', LOADER, CHILD, path, name, JSON.stringify(settings)],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...(PATH && { PATH }), ...(SystemRoot && { SystemRoot }), ...(TMPDIR && { TMPDIR }), ...(TEMP && { TEMP }) },
    },
  )
  let late = false
  const deadline = setTimeout(() => {
    late = true
    child.kill('SIGKILL')
  }, settings.deadlineSeconds * 1000)
  const closed = new Promise<void>((resolve) => child.on('close', resolve).on('error', () => resolve()))
  let words = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-2_000)
  })
  let ended = false
  try {
    for await (const line of createInterface({ input: child.stdout, crlfDelay: Number.POSITIVE_INFINITY })) {
      const said = parseLine(line)
      if (!said) break
      if ('fault' in said) throw new Unreadable(said.fault)
      if ('end' in said) ended = true
      else yield said
    }
    if (ended) return
    await closed
    if (late)
      throw new Unreadable(
        `${name}: đọc quá ${settings.deadlineSeconds} giây nên đã dừng. Chia nhỏ tệp, hoặc tăng «deadlineSeconds».`,
      )
    throw new Unreadable(`${name}: tệp cần quá nhiều bộ nhớ hoặc làm hỏng bộ đọc. Mở bằng Excel và lưu lại, hoặc chia nhỏ.`, {
      cause: new Error(words),
    })
  } finally {
    clearTimeout(deadline)
    child.kill('SIGKILL')
    await closed
  }
}

/** A child killed in mid-line leaves half of one. */
function parseLine(line: string): SourceRecord | { fault: string } | { end: true } | null {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

async function* capped(body: AsyncIterable<Uint8Array>, name: string, megabytes: number): AsyncGenerator<Uint8Array> {
  let length = 0
  for await (const chunk of body) {
    length += chunk.length
    if (length > megabytes * 1_000_000)
      throw new Unreadable(`${name}: tệp lớn hơn ${megabytes} MB. Chia nhỏ tệp, hoặc tăng «maxMegabytes».`)
    yield chunk
  }
}

const HEAP_MEGABYTES = 768
const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url))
const LOADER = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
