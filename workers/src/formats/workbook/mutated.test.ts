import * as XLSX from '@e965/xlsx'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { Unreadable } from '../format.ts'
import { collect, pieces } from '../testing.ts'
import { readRecords } from './read.ts'
import { settings } from './settings.ts'
import { xls, xlsx } from './testing.ts'

// Workbooks broken on their way, or by somebody who knows what is inside: bytes of the file, and bytes of a part of it that is
// packed again so that the file opens. Each is records, rejected records or one clear error.

/** Of each kind; `WORKBOOKS=1000` makes six thousand in all. */
const EACH = Number(process.env.WORKBOOKS ?? 30)
const ROWS = [
  ['Mã hồ sơ', 'Xã', 'Số tiền'],
  ['HS-1', 'Tân Hưng', 1_250_000],
  ['HS-2', 'Phố Hiến', -3.5],
]
const WORDS = [
  '<',
  '>',
  '</row>',
  '&#0;',
  '&#xd800;',
  '&x;',
  '<c t="s"><v>99999999</v></c>',
  'r="ZZZ1048577"',
  '__proto__',
  '\0',
  '-1e999',
]

interface Change {
  /** Where, in ten-thousandths of the whole. */
  at: number
  cut: number
  put: Uint8Array
}
// Evenly: of fractions fast-check would try mostly those next to nothing.
const share = fc.noBias(fc.integer({ min: 0, max: 9_999 }))
const change: fc.Arbitrary<Change> = fc.record({
  at: share,
  cut: fc.oneof(fc.constant(1), fc.nat(40)),
  put: fc.oneof(
    fc.constantFrom(...WORDS).map((word) => Buffer.from(word)),
    fc.uint8Array({ maxLength: 8 }),
  ),
})
const changes = fc.array(change, { minLength: 1, maxLength: 6 })

function changed(bytes: Uint8Array, by: Change[]): Buffer {
  return by.reduce((whole, { at, cut, put }) => {
    const from = Math.floor((at / 10_000) * whole.length)
    return Buffer.concat([whole.subarray(0, from), put, whole.subarray(from + cut)])
  }, Buffer.from(bytes))
}

/** One part changed and all packed again, as the program that wrote the file would have. */
function changedWithin(file: Buffer, part: number, by: Change[]): Buffer {
  const packed = XLSX.CFB.read(file, { type: 'buffer' })
  const parts = packed.FileIndex.filter((each: { content?: ArrayLike<number> }) => each.content?.length)
  const chosen = parts[Math.floor((part / 10_000) * parts.length)]
  if (!chosen) throw new Error('a workbook has parts')
  chosen.content = changed(Buffer.from(chosen.content as Uint8Array), by)
  chosen.size = chosen.content.length
  const fileType = file.subarray(0, 2).toString() === 'PK' ? 'zip' : 'cfb'
  return Buffer.from(XLSX.CFB.write(packed, { type: 'buffer', fileType }) as Uint8Array)
}

const read = (file: Buffer) =>
  collect(readRecords({ body: pieces(file), name: 'bieu' }, settings.parse({ shape: 'table', deadlineSeconds: 20 })))

async function endsWell(file: Buffer): Promise<void> {
  const records = await read(file).catch((error: unknown) => {
    if (!(error instanceof Unreadable)) throw error
    expect(error.message).toMatch(/^bieu: \S/)
    return []
  })
  for (const record of records) {
    const text = JSON.stringify('value' in record ? record.value : [record.problem, record.raw])
    // What no database takes.
    expect(text).not.toMatch(/(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/)
  }
}

describe.each(['xlsx', 'biff8', 'ods'] as const)('a workbook written as %s', (type) => {
  let sound: Buffer
  beforeAll(async () => {
    sound = type === 'xlsx' ? await xlsx({ S: { rows: ROWS } }) : xls({ S: ROWS }, type)
    expect(await read(sound)).toHaveLength(2)
    expect(await read(changedWithin(sound, 0, []))).toEqual(await read(sound))
  })

  test(
    'whose bytes are changed ends as records, rejections or one clear error, and the next is read',
    async () => {
      await fc.assert(
        fc.asyncProperty(changes, (by) => endsWell(changed(sound, by))),
        { numRuns: EACH, endOnFailure: true },
      )
      expect(await read(sound)).toHaveLength(2)
    },
    60_000 + EACH * 2_000,
  )

  test(
    'a part of which is changed and packed again does so too',
    async () => {
      await fc.assert(
        fc.asyncProperty(share, changes, (part, by) => endsWell(changedWithin(sound, part, by))),
        { numRuns: EACH, endOnFailure: true },
      )
      expect(await read(sound)).toHaveLength(2)
    },
    60_000 + EACH * 2_000,
  )
})
