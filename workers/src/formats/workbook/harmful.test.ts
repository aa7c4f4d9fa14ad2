import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib'
import * as XLSX from '@e965/xlsx'
import { beforeAll, describe, expect, test } from 'vitest'
import { collect, pieces } from '../testing.ts'
import { readRecords } from './read.ts'
import { settings } from './settings.ts'
import { xls, xlsx } from './testing.ts'

/** The way in production: through a child process. */
const readSafely = async (file: Buffer, given: object) =>
  collect(readRecords({ body: pieces(file), name: 'bieu.xlsx' }, settings.parse(given)))
const TABLE = { shape: 'table' }

describe('a file that means harm, or cannot be opened', () => {
  let small: Buffer
  beforeAll(async () => {
    small = await xlsx({ S: { rows: [['a'], [1]] } })
  })

  test('unpacks to more than it should', async () => {
    const bomb = zipOf([['xl/worksheets/sheet1.xml', Buffer.alloc(120_000_000, 0x20)]])
    expect(bomb.length).toBeLessThan(1_000_000)
    await expect(readSafely(bomb, TABLE)).rejects.toThrow('bung ra quá lớn')
    const liar = zipOf([['xl/worksheets/sheet1.xml', Buffer.alloc(120_000_000, 0x20)]], 1_000)
    await expect(readSafely(liar, TABLE)).rejects.toThrow('khai sai kích thước')
  })

  test('is larger than allowed', async () => {
    await expect(readSafely(Buffer.alloc(50_000), { ...TABLE, maxMegabytes: 0.01 })).rejects.toThrow('lớn hơn 0.01 MB')
  })

  test('is cut short, or no workbook at all', async () => {
    await expect(readSafely(small.subarray(0, small.length / 2), TABLE)).rejects.toThrow('Excel hỏng')
    await expect(readSafely(zipOf([['a.txt', Buffer.from('x')]]), TABLE)).rejects.toThrow('không phải tệp Excel')
    await expect(readSafely(Buffer.from('d0cf11e0a1b11ae1'.padEnd(4_096, '00'), 'hex'), TABLE)).rejects.toThrow('Excel hỏng')
  })

  test('has a hundred thousand parts', async () => {
    const parts = Array.from({ length: 100_000 }, (_, n): [string, Buffer] => [`a${n}`, Buffer.alloc(0)])
    await expect(readSafely(zipOf(parts), TABLE)).rejects.toThrow('bung ra quá lớn')
  })

  test('is locked with a password, as old and new programs lock them', async () => {
    const locked = XLSX.CFB.utils.cfb_new()
    for (const part of ['/EncryptionInfo', '/EncryptedPackage']) XLSX.CFB.utils.cfb_add(locked, part, Buffer.alloc(5_000, 7))
    await expect(readSafely(XLSX.CFB.write(locked, { type: 'buffer' }) as Buffer, TABLE)).rejects.toThrow('đặt mật khẩu')
    const old = xls({ S: [['a'], [1]] })
    const workbook = XLSX.CFB.read(old, { type: 'buffer' })
    const stream = XLSX.CFB.find(workbook, 'Workbook')?.content as Buffer
    // FilePass (0x2F) after the first BOF: everything that follows would be enciphered.
    const bof = 4 + Buffer.from(stream).readUInt16LE(2)
    const filePass = Buffer.from('2f003600010001000100'.padEnd(2 * (4 + 0x36), '0'), 'hex')
    XLSX.CFB.utils.cfb_add(workbook, '/Workbook', Buffer.concat([stream.subarray(0, bof), filePass, stream.subarray(bof)]))
    await expect(readSafely(XLSX.CFB.write(workbook, { type: 'buffer' }) as Buffer, TABLE)).rejects.toThrow('đặt mật khẩu')
  })

  test('has macros and looks at another workbook: its cells are read as they stand, and nothing of that is run or fetched', async () => {
    const asked: string[] = []
    const server = createServer((request, reply) => {
      asked.push(request.url ?? '')
      reply.end('x')
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const other = `http://127.0.0.1:${(server.address() as AddressInfo).port}/khac.xlsx`
    const parts = partsOf(await xlsx({ S: { rows: [['a'], [1]] } }))
    const file = zipOf([
      ...parts.map(([name, body]): [string, Buffer] =>
        name === 'xl/worksheets/sheet1.xml'
          ? [name, Buffer.from(String(body).replace('<v>1</v>', '<f>[1]S!$A$1</f><v>41</v>'))]
          : [name, body],
      ),
      ['xl/vbaProject.bin', Buffer.alloc(9_000, 1)],
      [
        'xl/externalLinks/_rels/externalLink1.xml.rels',
        Buffer.from(
          `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="x" Target="${other}" TargetMode="External"/></Relationships>`,
        ),
      ],
    ])
    expect(await readSafely(file, TABLE)).toMatchObject([{ value: { a: 41 } }])
    expect(asked).toEqual([])
    server.close()
  })

  test('takes longer than it may', async () => {
    const rows = '<row><c><v>1</v></c></row>'.repeat(700_000)
    const parts = partsOf(small).map(([name, body]): [string, Buffer] => [
      name,
      name === 'xl/worksheets/sheet1.xml' ? Buffer.from(String(body).replace('</sheetData>', `${rows}</sheetData>`)) : body,
    ])
    await expect(readSafely(zipOf(parts), { ...TABLE, deadlineSeconds: 1 })).rejects.toThrow('đọc quá 1 giây')
  }, 10_000)
})

/** A zip of some files, which may lie about how long they are. */
function zipOf(files: [name: string, content: Buffer][], claimed?: number): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of files) {
    const packed = deflateRawSync(content)
    const sizes = (at: number, header: Buffer) => {
      header.writeUInt32LE(crc32(content), at)
      header.writeUInt32LE(packed.length, at + 4)
      header.writeUInt32LE(claimed ?? content.length, at + 8)
      header.writeUInt16LE(name.length, at + 12)
    }
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50)
    local.writeUInt16LE(20, 4)
    local.writeUInt16LE(8, 8)
    sizes(14, local)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50)
    central.writeUInt16LE(20, 4)
    central.writeUInt16LE(20, 6)
    central.writeUInt16LE(8, 10)
    sizes(16, central)
    central.writeUInt32LE(offset, 42)
    bodies.push(local, Buffer.from(name), packed)
    directory.push(central, Buffer.from(name))
    offset += local.length + name.length + packed.length
  }
  const entries = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50)
  end.writeUInt16LE(Math.min(files.length, 0xfffe), 8)
  end.writeUInt16LE(Math.min(files.length, 0xfffe), 10)
  end.writeUInt32LE(entries.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...bodies, entries, end])
}

/** The files in a zip that says how long each is where it begins, or at its end. */
function partsOf(zip: Buffer): [name: string, content: Buffer][] {
  const parts: [string, Buffer][] = []
  for (let at = zip.indexOf('PK\x01\x02'); at >= 0; at = zip.indexOf('PK\x01\x02', at + 4)) {
    const name = zip.toString('utf8', at + 46, at + 46 + zip.readUInt16LE(at + 28))
    const local = zip.readUInt32LE(at + 42)
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const packed = zip.subarray(from, from + zip.readUInt32LE(at + 20))
    parts.push([name, zip.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed)])
  }
  return parts
}
