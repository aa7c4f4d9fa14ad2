import { expect, test } from 'vitest'
import { evidenceType } from './evidence.ts'

const archive = (part: string) => Buffer.from(`PK\u0003\u0004....${part}....`)
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16])
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0])
const PDF = Buffer.from('%PDF-1.7\n')
const DOCX = archive('word/document.xml')
const XLSX = archive('xl/workbook.xml')

test('a file of evidence is what its content is, and is called so', () => {
  expect(
    [
      ['Ảnh trước.JPG', JPEG],
      ['sau.jpeg', JPEG],
      ['sau.png', PNG],
      ['biên bản.pdf', PDF],
      ['biên bản.docx', DOCX],
      ['số liệu.XLSX', XLSX],
    ].map(([name, body]) => evidenceType(name as string, body as Buffer).replace(/^.*\./, '')),
  ).toEqual(['image/jpeg', 'image/jpeg', 'image/png', 'application/pdf', 'document', 'sheet'])
})

test('whatever is called something else than it is, is refused, and so is what may not be shown', () => {
  for (const [name, body] of [
    ['sau.png', JPEG],
    ['sau.jpg', PDF],
    ['sau.pdf', PNG],
    ['sau', JPEG],
    ['sau.jpg.exe', JPEG],
    ['số liệu.xlsx', DOCX],
    ['biên bản.docx', XLSX],
  ] as [string, Buffer][])
    expect(() => evidenceType(name, body), name).toThrow('Đuôi tên tệp không đúng với nội dung tệp')
  for (const [name, body] of [
    ['trang.jpg', Buffer.from('<script>alert(1)</script>')],
    ['hình.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['gói.docx', archive('run.exe')],
    ['gói.zip', archive('anything')],
    ['chạy.pdf', Buffer.from('MZ\u0090')],
    ['ảnh.png', Buffer.from([0x89, 0x50, 0x4e, 0x47])],
    ['trống.jpg', Buffer.alloc(0)],
  ] as [string, Buffer][])
    expect(() => evidenceType(name, body), name).toThrow('Chỉ nhận ảnh JPEG, PNG và tệp PDF, DOCX, XLSX.')
})
