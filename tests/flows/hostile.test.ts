import { deflateRawSync } from 'node:zlib'
import { type Database, findFeed, verify } from '@ioc/sql'
import { type IngestSummary, ingest, xls, xlsx } from '@ioc/workers/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hungYen } from '../support/database.ts'

// A thousand inputs that mean harm or are broken, by the road every page takes: each ends as rows that are held, or as one clear
// error. None ends the process, none writes what can't be added up, none is taken for good data.

const SEED = Number(process.env.HOSTILE_SEED ?? 20_261_126)

interface Kind {
  feed: string
  name: string
  good: string
  words: string[]
  /** Made by hand: the classics of the kind. */
  classics: (string | Buffer)[]
  generated: number
}

const nested = (open: string, close: string, depth = 20_000) => open.repeat(depth) + close.repeat(depth)
const entity = (body: string) =>
  `<?xml version="1.0"?><!DOCTYPE r [${body}]><rss version="2.0"><channel><item><title>&x;</title></item></channel></rss>`
const laughs = Array.from({ length: 9 }, (_, n) => `<!ENTITY x${n + 1} "${`&x${n};`.repeat(10)}">`).join('')

const KINDS: Kind[] = [
  {
    feed: 'nyc311',
    name: 'a.csv',
    good: 'Unique Key,Created Date,Complaint Type,Status,Open Data Channel Type\n1,3/14/2025 1:20,Noise,In Progress,ONLINE\n',
    words: [
      '"',
      '""',
      ',',
      ';',
      '\t',
      '\r',
      '\n',
      '\0',
      'ế',
      '=cmd|"/c calc"!A1',
      '31/31/2025',
      '-1',
      '1e999',
      '٣',
      '\ufeff',
      '9'.repeat(400),
    ],
    classics: [
      '',
      '\0',
      '"',
      ','.repeat(100_000),
      `a,b\n"${'x'.repeat(1_000_000)}`,
      '\r'.repeat(10_000),
      `${'a,'.repeat(20_000)}\n1`,
      Buffer.from([0xff, 0xfe, 0x00]),
      'MZ\x90',
      '%PDF-1.7',
      'PK\x03\x04',
    ],
    generated: 270,
  },
  {
    feed: 'reports-sim',
    name: 'a.json',
    good: '{"duLieu":[{"reportCode":"A1","source":"ZALO","status":"NEW","fieldCode":"CX","wardCode":"H31.101","createdAt":"2026-11-09T08:00:00.000","updatedAt":"2026-11-09T08:00:00.000"}]}',
    words: [
      '{',
      '}',
      '[',
      ']',
      '"',
      ',',
      ':',
      'null',
      '\\u0000',
      '\\ud800',
      '1e999',
      '"__proto__":',
      '"constructor":',
      '"2026-13-45"',
      'NaN',
      "' or 1=1 --",
      '"wardCode":"H31.9"',
      '"status":"\\u202e"',
    ],
    classics: [
      '',
      'null',
      '[]',
      '{"duLieu":{}}',
      nested('[', ']'),
      `{"duLieu":[${nested('{"a":', '}')}]}`,
      '{"duLieu":[{"__proto__":{"unit":1}}]}',
      `{"duLieu":["${'x'.repeat(1_000_000)}"]}`,
      '<html>',
      `{"duLieu":[${'{},'.repeat(5_000)}{}]}`,
      '{"duLieu":[1,"a",null,[]]}',
    ],
    generated: 270,
  },
  {
    feed: 'vnexpress',
    name: 'a.xml',
    good: '<rss version="2.0"><channel><item><title>Tin</title><link>https://a.vn/1</link><pubDate>Mon, 09 Nov 2026 08:00:00 +0700</pubDate></item></channel></rss>',
    words: [
      '<',
      '>',
      '&',
      '&#0;',
      '&#xd800;',
      '<![CDATA[',
      ']]>',
      '<!--',
      '<item>',
      '</item>',
      '<script>',
      '<!DOCTYPE x>',
      '<link>javascript:alert(1)</link>',
      '<pubDate>hôm qua</pubDate>',
      '\ufffe',
    ],
    classics: [
      '',
      entity('<!ENTITY x SYSTEM "file:///etc/passwd">'),
      entity('<!ENTITY x SYSTEM "http://169.254.169.254/latest/meta-data/">'),
      entity('<!ENTITY % p SYSTEM "http://127.0.0.1:1/a.dtd"> %p;<!ENTITY x "y">'),
      entity(`<!ENTITY x0 "ha">${laughs}<!ENTITY x "&x9;">`),
      entity(`<!ENTITY x "${'a'.repeat(200_000)}">`).replace('&x;', '&x;'.repeat(10_000)),
      `<rss version="2.0"><channel><item>${nested('<a>', '</a>')}</item></channel></rss>`,
      `<rss version="2.0"><channel><item ${Array.from({ length: 20_000 }, (_, n) => `a${n}="1"`).join(' ')}/></channel></rss>`,
      `<rss version="2.0"><channel><item><title>${'&#65;'.repeat(100_000)}</title></item></channel></rss>`,
      '<html><body>Đăng nhập</body></html>',
    ],
    generated: 200,
  },
  {
    feed: 'documents-sim',
    name: 'a.xml',
    good: '<DanhSachGoiTin><TongSo>1</TongSo><GoiTin><MaGoi>1</MaGoi><CapNhat>2026-11-09T08:00:00.000</CapNhat></GoiTin></DanhSachGoiTin>',
    words: [
      '<',
      '>',
      '&',
      '&#0;',
      '<GoiTin>',
      '</GoiTin>',
      '<edXML>',
      '<MaGoi>',
      'xmlns:a="urn:a"',
      '<a:b>',
      '<![CDATA[',
      ']]>',
      '<!DOCTYPE d>',
      '<CapNhat>x</CapNhat>',
    ],
    classics: [
      '',
      '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><DanhSachGoiTin>&x;</DanhSachGoiTin>',
      `<DanhSachGoiTin>${nested('<a>', '</a>')}</DanhSachGoiTin>`,
    ],
    generated: 100,
  },
  {
    feed: 'security-alerts-sim',
    name: 'a.log',
    good: '<134>Nov 09 08:00:00 may CEF:0|a|b|c|d|e|5|rt=1762650000000 src=10.0.0.1\n',
    words: ['CEF:0|', '|', '\\', '\\|', '=', ' src=', 'rt=9', '<134>', '\r', '\n', '\0', 'cs1Label=', 'jndi:ldap://a'],
    classics: ['', `CEF:0|a|b|c|d|e|5|${'a'.repeat(1_000_000)}`, 'CEF:0|'.repeat(20_000), '\n'.repeat(100_000)],
    generated: 100,
  },
]

test('a thousand hostile inputs end as held rows or one clear error each', async () => {
  const database = await hungYen()
  const outcomes: { feed: string; end: 'held' | 'told' | 'nothing' | 'taken'; isClassic: boolean; shown: string }[] = []
  for (const { feed, name, good, words, classics, generated } of KINDS) {
    const spoiled = fc.sample(spoiledOf(good, words), { numRuns: generated, seed: SEED })
    for (const [index, input] of [...classics.map((one) => Buffer.from(one as string)), ...spoiled].entries()) {
      const end = endOf(await take(database, feed, name, input), input)
      outcomes.push({ feed, end, isClassic: index < classics.length, shown: input.toString('latin1', 0, 80) })
    }
  }
  for (const book of await books())
    outcomes.push({
      feed: 'budget-mof',
      end: endOf(await take(database, 'budget-mof', 'bieu.xlsx', book), book),
      isClassic: true,
      shown: 'bieu.xlsx',
    })

  expect(outcomes.length).toBeGreaterThanOrEqual(1_000)
  const ended = (as: string) => outcomes.filter(({ end }) => end === as).length
  expect(ended('held')).toBeGreaterThan(100)
  expect(ended('told')).toBeGreaterThan(100)
  // None of the classics is taken for good data; of what noise is put in, what leaves a sound row sound is, and no more than that.
  expect(outcomes.filter(({ end, isClassic }) => isClassic && end === 'taken')).toEqual([])
  for (const { feed } of KINDS) {
    const ends = outcomes.filter((each) => each.feed === feed).map(({ end }) => end)
    expect([feed, ends.filter((end) => end === 'taken').length]).toEqual([
      feed,
      expect.toSatisfy((n: number) => n < ends.length / 4),
    ])
  }
  expect(ended('taken')).toBeLessThan(outcomes.length / 10)
  const { rows } = await database.pool.query("select count(*)::int as n from run where status = 'running'")
  expect(rows).toEqual([{ n: 0 }])
  expect((await verify(database.db)).differences).toEqual([])
}, 1_800_000)

/** A good page with words of its kind and noise put in it, pieces cut out of it and bits turned. */
function spoiledOf(good: string, words: string[]): fc.Arbitrary<Buffer> {
  const place = fc.double({ min: 0, max: 1, noNaN: true })
  const harm = fc.oneof(
    fc.tuple(place, fc.constantFrom(...words)).map(
      ([at, word]) =>
        (bytes: Buffer) =>
          splice(bytes, at, 0, Buffer.from(word)),
    ),
    fc.tuple(place, fc.uint8Array({ maxLength: 8 })).map(
      ([at, noise]) =>
        (bytes: Buffer) =>
          splice(bytes, at, 0, Buffer.from(noise)),
    ),
    fc.tuple(place, fc.nat(40)).map(
      ([at, length]) =>
        (bytes: Buffer) =>
          splice(bytes, at, length, Buffer.alloc(0)),
    ),
    fc.tuple(place, fc.nat(7)).map(
      ([at, bit]) =>
        (bytes: Buffer) =>
          flip(bytes, at, bit),
    ),
    place.map((at) => (bytes: Buffer) => bytes.subarray(0, Math.floor(at * bytes.length))),
  )
  return fc
    .array(harm, { minLength: 1, maxLength: 6 })
    .map((harms) => harms.reduce<Buffer>((bytes, harmed) => harmed(bytes), Buffer.from(good)))
}

function splice(bytes: Buffer, at: number, length: number, by: Buffer): Buffer {
  const from = Math.floor(at * bytes.length)
  return Buffer.concat([bytes.subarray(0, from), by, bytes.subarray(from + length)])
}

function flip(bytes: Buffer, at: number, bit: number): Buffer {
  const changed = Buffer.from(bytes)
  const index = Math.floor(at * (bytes.length - 1))
  if (bytes.length > 0) changed[index] = (changed[index] ?? 0) ^ (1 << bit)
  return changed
}

/** Workbooks cut short, with bits turned, that unpack to far more than they weigh, or are none. */
async function books(): Promise<Buffer[]> {
  const rows = [
    ['STT', 'Tỉnh', 'Thu'],
    [1, 'Hưng Yên', 5],
  ]
  const good = [await xlsx({ a: { rows } }), xls({ a: rows }), xls({ a: rows }, 'ods')]
  const cut = good.flatMap((book) => [10, 600, book.length - 30].map((length) => book.subarray(0, length)))
  const turned = good.flatMap((book) => [0.1, 0.4, 0.7].map((at) => flip(book, at, 3)))
  const bombs = ['xl/worksheets/sheet1.xml', 'xl/workbook.xml', 'content.xml'].map((name) =>
    zipOf(name, Buffer.alloc(60_000_000, 0x20)),
  )
  return [
    ...cut,
    ...turned,
    ...bombs,
    Buffer.from('PK\x03\x04'),
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.from('<table><tr><td>1'),
    Buffer.from('<?mso-application progid="Excel.Sheet"?><Workbook>'),
  ]
}

/** An archive of one part that says it is as long as it is. */
function zipOf(name: string, body: Buffer): Buffer {
  const packed = deflateRawSync(body)
  const header = (signature: string, more: Buffer) => {
    const fixed = Buffer.alloc(26)
    fixed.writeUInt16LE(20, 0)
    fixed.writeUInt16LE(8, 4)
    fixed.writeUInt32LE(packed.length, 14)
    fixed.writeUInt32LE(body.length, 18)
    fixed.writeUInt16LE(name.length, 22)
    return Buffer.concat([Buffer.from(signature, 'hex'), more, fixed])
  }
  const local = Buffer.concat([header('504b0304', Buffer.alloc(0)), Buffer.from(name), packed])
  const central = Buffer.concat([header('504b0102', Buffer.from([20, 0])), Buffer.alloc(14), Buffer.from(name)])
  const end = Buffer.alloc(18)
  end.writeUInt16LE(1, 4)
  end.writeUInt16LE(1, 6)
  end.writeUInt32LE(central.length, 8)
  end.writeUInt32LE(local.length, 12)
  return Buffer.concat([local, central, Buffer.from('504b0506', 'hex'), end])
}

async function take(database: Database, feed: string, name: string, input: Buffer): Promise<IngestSummary> {
  const page = {
    name,
    next: null,
    body: (async function* () {
      yield input
    })(),
  }
  const pages = (async function* () {
    yield page
  })()
  return ingest(database, await findFeed(database.db, feed), pages, { trigger: 'command', keepCursor: false })
}

function endOf(
  { error, read, inserted, updated, unchanged, held, rejected }: IngestSummary,
  input: Buffer,
): 'held' | 'told' | 'nothing' | 'taken' {
  const shown = input.toString('latin1', 0, 120)
  expect(read, shown).toBe(inserted + updated + unchanged + held + rejected)
  if (error !== undefined) {
    // A sentence of ours, not what some library threw, and nothing of this machine.
    expect([error, shown]).toEqual([expect.stringMatching(/^[^\n]{5,600}$/s), shown])
    expect(error).not.toMatch(/TypeError|RangeError|undefined|node_modules|root:|\bat .*:\d+:\d+/)
    expect(error).not.toMatch(/(?!\t)\p{Cc}/u)
    return 'told'
  }
  if (held + rejected > 0) return 'held'
  return read === 0 ? 'nothing' : 'taken'
}
