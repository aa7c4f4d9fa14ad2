import { readFileSync } from 'node:fs'
import { loadProvince, type ReportTemplate } from '@ioc/sql'
import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { xls, xlsx } from '../../formats/workbook/testing.ts'
import { planOf, type WorkbookOf } from './plan.ts'
import { readWorkbook } from './read.ts'
import { writeWorkbook } from './write.ts'

const { reports } = loadProvince('hung-yen')
const template = reports.find(({ id }) => id === 'tram-y-te-thang') as ReportTemplate
const OF: WorkbookOf = {
  template,
  version: 1,
  unit: { key: 'xa-nhu-quynh', name: 'Xã Như Quỳnh' },
  period: { from: '2026-10-01', last: '2026-10-31', due: '2026-11-05', name: 'tháng 10/2026' },
}
const plan = planOf(template)
const addressOf = (id: string) => [...plan.inputs].find(([, cell]) => cell.id === id)?.[0] as string
const DOCTORS = addressOf('nhan_luc.bac_si.so_nguoi')

async function* once(bytes: Uint8Array) {
  yield bytes
}
const read = (bytes: Uint8Array, of = OF) => readWorkbook(of, { body: once(bytes), name: 'bieu.xlsx' })

/** A workbook given out, as somebody left it. */
async function changed(change: (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void, cells = {}): Promise<Buffer> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load((await writeWorkbook(OF, cells)) as unknown as ArrayBuffer)
  change(book.getWorksheet('Báo cáo') as ExcelJS.Worksheet, book)
  return Buffer.from(await book.xlsx.writeBuffer())
}

test('every form comes back from its workbook as it went in, whatever was typed', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...reports),
      fc.array(fc.oneof(fc.integer({ min: 0, max: 1e9 }).map(String), fc.constant('')), { minLength: 40, maxLength: 40 }),
      fc.constantFrom('', 'Thiếu thuốc, "cần gấp"', 'Hỏng tủ lạnh\nđã báo'),
      async (form, counts, words) => {
        const typed = [...planOf(form).inputs.values()].map(({ id, kind, max }, place) => {
          const count = counts[place % counts.length] as string
          return [id, kind === 'text' ? words : max !== null && Number(count) > max ? String(max) : count]
        })
        const cells = Object.fromEntries(typed)
        const of = { ...OF, template: form }
        expect((await read(await writeWorkbook(of, cells), of)).cells).toEqual(cells)
      },
    ),
    { numRuns: 8 },
  )
})

test('only cells to fill in can be typed into; each has a name, and Excel itself refuses what is no number', async () => {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load((await writeWorkbook(OF, {})) as unknown as ArrayBuffer)
  const sheet = book.getWorksheet('Báo cáo') as ExcelJS.Worksheet & { sheetProtection?: { sheet: boolean } }
  expect(sheet.sheetProtection?.sheet).toBe(true)
  expect(sheet.getCell(DOCTORS).protection).toMatchObject({ locked: false })
  expect(sheet.getCell(DOCTORS).dataValidation).toMatchObject({ type: 'whole', formulae: [0, 200] })
  expect(sheet.getCell('A9').protection?.locked ?? true).toBe(true)
  expect(book.definedNames.getRanges('o_nhan_luc_bac_si_so_nguoi').ranges).toEqual([
    `'Báo cáo'!$${DOCTORS[0]}$${DOCTORS.slice(1)}`,
  ])
  expect(book.getWorksheet('_mau')?.state).toBe('veryHidden')
})

test('a fault is told by its address on the sheet', async () => {
  const answer = await read(
    await changed((sheet) => {
      sheet.getCell(DOCTORS).value = 'hai'
      sheet.getCell(addressOf('nhan_luc.dieu_duong.so_nguoi')).value = 1.5
    }),
  )
  expect(answer.problems.filter(({ code }) => code !== 'blank').map(({ at, message }) => [at, message])).toEqual([
    [DOCTORS, expect.stringMatching(new RegExp(`^Ô ${DOCTORS}: «Bác sĩ»: «hai» không phải số`))],
    [addressOf('nhan_luc.dieu_duong.so_nguoi'), expect.stringContaining('có phần lẻ, ô này nhận số nguyên')],
  ])
})

test('a sum that Excel worked out is read as its number, and one that went wrong is a fault of that cell', async () => {
  const total = addressOf('thuoc.cong.ton_kho')
  const sum = await changed((sheet) => {
    sheet.getCell(total).value = { formula: '2+3', result: 5 } as ExcelJS.CellFormulaValue
  })
  expect((await read(sum)).cells['thuoc.cong.ton_kho']).toBe('5')
  const broken = await changed((sheet) => {
    sheet.getCell(total).value = { formula: '1/0', result: { error: '#DIV/0!' } } as ExcelJS.CellFormulaValue
  })
  expect((await read(broken)).problems.find(({ at }) => at === total)?.message).toContain('không phải số')
})

describe('refused whole, with what to do', () => {
  test.each<[string, (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void, RegExp]>([
    [
      'a label written over',
      (sheet) => {
        sheet.getCell('A14').value = 'Kháng viêm'
      },
      /cấu trúc mẫu đã bị thay đổi: ô A14/,
    ],
    [
      'a row put in between',
      (sheet) => {
        sheet.insertRow(11, ['Y sĩ', 3])
      },
      /cấu trúc mẫu đã bị thay đổi/,
    ],
    [
      'a row taken out',
      (sheet) => {
        sheet.spliceRows(12, 1)
      },
      /cấu trúc mẫu đã bị thay đổi/,
    ],
    [
      'a column put in between',
      (sheet) => {
        sheet.spliceColumns(2, 0, ['x'])
      },
      /thay đổi|ô thừa/,
    ],
    [
      'a number beside the form',
      (sheet) => {
        sheet.getCell('H30').value = 7
      },
      /ô thừa|không có trong mẫu/,
    ],
    [
      'two rows exchanged',
      (sheet) => {
        sheet.getCell('A10').value = 'Điều dưỡng, hộ sinh'
        sheet.getCell('A11').value = 'Bác sĩ'
      },
      /thay đổi/,
    ],
    [
      'the sheet under another name',
      (sheet) => {
        sheet.name = 'Sheet1'
      },
      /thay đổi/,
    ],
    [
      'without its stamp',
      (_, book) => {
        book.removeWorksheet('_mau')
      },
      /không phải mẫu tải từ hệ thống/,
    ],
  ])('%s', async (_, change, says) => {
    await expect(read(await changed(change))).rejects.toThrow(says)
    await expect(read(await changed(change))).rejects.toThrow(/Bấm «Tải mẫu Excel»|Xóa ô thừa/)
  })

  test('another form, unit, period or version', async () => {
    const bytes = await writeWorkbook(OF, {})
    const other = reports.find(({ id }) => id !== template.id) as ReportTemplate
    await expect(read(bytes, { ...OF, template: other })).rejects.toThrow('mẫu báo cáo khác')
    await expect(read(bytes, { ...OF, unit: { key: 'phuong-my-hao', name: 'Phường Mỹ Hào' } })).rejects.toThrow(
      'tệp này của «Xã Như Quỳnh», kỳ «tháng 10/2026»; báo cáo đang mở của «Phường Mỹ Hào»',
    )
    await expect(read(bytes, { ...OF, period: { ...OF.period, from: '2026-09-01' } })).rejects.toThrow('Mở đúng báo cáo')
    await expect(read(bytes, { ...OF, version: 2 })).rejects.toThrow('mẫu đã thay đổi từ khi tệp được tải')
  })

  test.each<[string, () => Promise<Uint8Array> | Uint8Array]>([
    ['nothing', () => Buffer.alloc(0)],
    ['text', () => Buffer.from('a,b\n1,2\n')],
    [
      'another workbook',
      () =>
        xlsx({
          Biểu: {
            rows: [
              ['A', 'B'],
              ['mau', 'tram-y-te-thang'],
            ],
          },
        }),
    ],
    [
      'an old workbook',
      () =>
        xls({
          'Báo cáo': [
            ['A', 'B'],
            ['x', 1],
          ],
        }),
    ],
    ['a zip cut short', async () => (await writeWorkbook(OF, {})).subarray(0, 3_000)],
    [
      'a zip with its middle torn out',
      async () => {
        const b = await writeWorkbook(OF, {})
        return Buffer.concat([b.subarray(0, 1_500), Buffer.alloc(500), b.subarray(2_000)])
      },
    ],
    ['too much of it', () => Buffer.alloc(3 * 1024 * 1024, 80)],
    [
      'a merge of the whole sheet',
      () =>
        changed((sheet) => {
          ;(sheet.model as unknown as { merges: string[] }).merges.push('A40:XFD1048576')
        }),
    ],
    ['a program', () => readFileSync(process.execPath).subarray(0, 100_000)],
  ])('%s', async (_, bytes) => {
    const outcome = await read(await bytes()).then(
      () => 'read',
      (error: Error) => error.message,
    )
    // One sentence, or a workbook that is right after all; never a crash.
    expect(outcome).toMatch(/^read$|\.$/)
  })
})

test('a formula typed as text is text, and nothing of it is worked out', async () => {
  const note = addressOf('kho_khan.de_nghi.noi_dung')
  const { cells } = await read(
    await changed((sheet) => {
      sheet.getCell(note).value = '=HYPERLINK("http://x","y")'
    }),
  )
  expect(cells['kho_khan.de_nghi.noi_dung']).toContain('=HYPERLINK')
  const written = await writeWorkbook(OF, cells)
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(written as unknown as ArrayBuffer)
  expect(book.getWorksheet('Báo cáo')?.getCell(note).formula).toBeUndefined()
})
