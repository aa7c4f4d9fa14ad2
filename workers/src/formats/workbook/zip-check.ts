import { on } from 'node:events'
import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import yauzl from 'yauzl'
import { Unreadable } from '../format.ts'
import { type Merge, parseMerge } from './sheet.ts'

/**
 * Looks through an .xlsx or .ods before anything parses it: how much it unpacks to, counted as it unpacks and not as it claims.
 * Gathers the merged cells of each sheet part on the way, because the streaming reader leaves them out.
 */
export async function checkZip(path: string, name: string): Promise<Map<string, Merge[]>> {
  const zip = await openZip(path, { lazyEntries: true, validateEntrySizes: true }).catch((cause: unknown) => {
    throw new Unreadable(
      {
        vi: `${name}: tệp Excel hỏng, không mở được. Tải lại hoặc lưu lại tệp.`,
        en: `${name}: the workbook is broken and can’t be opened. Download or save it again.`,
      },
      { cause },
    )
  })
  const openEntry = promisify<yauzl.Entry, Readable>(zip.openReadStream.bind(zip))
  const merges = new Map<string, Merge[]>()
  let entries = 0
  let total = 0
  try {
    const found = on(zip, 'entry', { close: ['end'] })
    zip.readEntry()
    for await (const [entry] of found as AsyncIterable<[yauzl.Entry]>) {
      if (++entries > MAX_ENTRIES) throw tooBig(name)
      const claimed = entry.uncompressedSize
      if (claimed > MAX_PART_BYTES || (claimed > RATIO_FROM_BYTES && claimed > entry.compressedSize * MAX_RATIO))
        throw tooBig(name)
      if (/\.xml$/i.test(entry.fileName)) {
        const inSheet: Merge[] = []
        let tail = ''
        for await (const chunk of await openEntry(entry)) {
          total += chunk.length
          if (total > MAX_TOTAL_BYTES) throw tooBig(name)
          if (entry.fileName.startsWith('xl/worksheets/')) tail = gatherMerges(tail + chunk.toString('latin1'), inSheet)
        }
        merges.set(entry.fileName, inSheet)
      }
      zip.readEntry()
    }
  } catch (error) {
    if (error instanceof Unreadable) throw error
    throw new Unreadable(
      {
        vi: `${name}: tệp Excel hỏng hoặc khai sai kích thước. Tải lại hoặc lưu lại tệp.`,
        en: `${name}: the workbook is broken or claims a wrong size. Download or save it again.`,
      },
      { cause: error },
    )
  } finally {
    zip.close()
  }
  return merges
}

/** Gives back an unfinished tag, so that the next piece begins with it and no range is met twice. */
function gatherMerges(text: string, merges: Merge[]): string {
  for (const [, range = ''] of text.matchAll(/<(?:\w+:)?mergeCell\s+ref="([^"]{1,30})"/g)) {
    const merge = parseMerge(range)
    if (merge && merges.length < MAX_MERGES) merges.push(merge)
  }
  const open = text.lastIndexOf('<')
  return open >= 0 && text.length - open < 200 && !text.includes('>', open) ? text.slice(open) : ''
}

function tooBig(name: string): Unreadable {
  return new Unreadable({
    vi: `${name}: tệp Excel bung ra quá lớn, có thể gây hại nên không mở. Chia nhỏ tệp nếu đúng là dữ liệu.`,
    en: `${name}: the workbook unpacks to so much that it may do harm, so it is not opened. Split it where it is data.`,
  })
}

const openZip = promisify<string, yauzl.Options, yauzl.ZipFile>(yauzl.open)
const MAX_ENTRIES = 2_000
const MAX_PART_BYTES = 1_200_000_000
const MAX_TOTAL_BYTES = 1_500_000_000
const MAX_RATIO = 150
const RATIO_FROM_BYTES = 20_000_000
const MAX_MERGES = 50_000
