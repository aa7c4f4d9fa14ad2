import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { guessFormat, repeatedIn } from '../../making/guess-format.ts'
import { collect, pieces } from '../testing.ts'
import { readRecords } from './read.ts'
import { redactBody } from './redact.ts'
import { settings } from './settings.ts'

const read = (xml: string | Uint8Array, given: object = {}) =>
  collect(readRecords({ body: pieces(xml, 900), name: 'trang.xml' }, settings.parse(given)))
const values = async (xml: string | Uint8Array, given: object = {}) =>
  (await read(xml, given)).map((record) => ('value' in record ? record.value : record.problem))

/** As the portal of budget disclosure hands out a form of Circular 343/2016/TT-BTC. */
const FORM = `<?xml version="1.0" encoding="utf-16"?>
<report><title>THỰC HIỆN THU NSNN QUÝ I</title><type>Thực hiện</type><year>2026</year><periodType>Quý I</periodType>
<code>60/CK-NSNN</code><department>Hưng Yên</department><curencyunit>Triệu đồng</curencyunit>
<header><f1>STT</f1><f2>Nội dung</f2><f3>Dự toán năm</f3><f4>Thực hiện quý I</f4></header>
<content>
<row><f1>A</f1><f2>TỔNG THU NSNN TRÊN ĐỊA BÀN</f2><f3>49.150.000</f3><f4>13.002.512,4</f4></row>
<row><f1>2</f1><f2>Thu từ dầu thô</f2><f3></f3><f4>-</f4></row>
</content></report>`
const FIGURES = { path: 'content.row', page: true, figures: { f3: 'estimate', f4: 'actual' } }

describe('records are elements of a name', () => {
  test('children by name without prefix, a list where there are several, attributes behind @, nil as nothing', async () => {
    const xml = `<ns:DanhSach xmlns:ns="urn:x" xmlns:xsi="urn:y"><ns:TongSo>2</ns:TongSo><ns:HoSo ma="H31-1" xsi:type="a">
      <ns:Ten><![CDATA[Khai sinh & hộ tịch]]></ns:Ten><ns:Phi donVi="đồng">5000</ns:Phi><ns:Tep>a</ns:Tep><ns:Tep>b</ns:Tep>
      <ns:Nguoi loai="1"><ns:Xa>Như Quỳnh</ns:Xa></ns:Nguoi><ns:Ngay xsi:nil="true"/></ns:HoSo><ns:HoSo ma="H31-2"/></ns:DanhSach>`
    expect(await values(xml, { path: 'HoSo' })).toEqual([
      {
        '@ma': 'H31-1',
        '@type': 'a',
        Ten: 'Khai sinh & hộ tịch',
        Phi: '5000',
        'Phi@donVi': 'đồng',
        Tep: ['a', 'b'],
        Nguoi: { '@loai': '1', Xa: 'Như Quỳnh' },
        Ngay: null,
      },
      { '@ma': 'H31-2' },
    ])
    expect(await values('<a><b>1</b><b>2</b></a>')).toEqual([{ b: '1' }, { b: '2' }])
  })

  test('none is nothing new; another place than the one declared is refused, and so is a page of a site', async () => {
    expect(await read('<a><TongSo>0</TongSo></a>', { path: 'HoSo' })).toEqual([])
    expect(await read('<a><DanhSach/></a>', { path: 'DanhSach.HoSo' })).toEqual([])
    await expect(read('<a><TaiLieu><Ten>1</Ten></TaiLieu></a>', { path: 'HoSo' })).rejects.toThrow(
      'trang.xml: không thấy thẻ «HoSo». Thẻ gốc là «a»; sửa',
    )
    await expect(read('<a><b/></a>', { path: 'c.d' })).rejects.toThrow('không thấy thẻ «c.d»')
    await expect(read('<!doctype html><html>')).rejects.toThrow('trang web (HTML), không phải XML')
  })
})

describe('a form of Circular 343', () => {
  const expected = [
    { f1: 'A', f2: 'TỔNG THU NSNN TRÊN ĐỊA BÀN', item: 'estimate', amount: '49.150.000' },
    { f1: 'A', f2: 'TỔNG THU NSNN TRÊN ĐỊA BÀN', item: 'actual', amount: '13.002.512,4' },
  ]

  test('is a record a figure, with what the form says of all of them; a blank and a dash are no figure', async () => {
    expect(await values(FORM, FIGURES)).toEqual([
      expect.objectContaining(expected[0]),
      expect.objectContaining({
        ...expected[1],
        Page: expect.objectContaining({
          year: '2026',
          curencyunit: 'Triệu đồng',
          header: expect.objectContaining({ f1: 'STT' }),
        }),
      }),
    ])
    expect(await values(FORM, { ...FIGURES, figures: { f9: 'actual' } })).toContainEqual(
      expect.stringContaining('Không có cột «f9»'),
    )
  })

  test('declared UTF-16 and written in whatever: UTF-8, UTF-16 of both kinds, letters taken apart', async () => {
    const some = expected.map((one) => expect.objectContaining(one))
    expect(await values(FORM.normalize('NFD'), FIGURES)).toEqual(some)
    expect(await values(`\ufeff${FORM}`, FIGURES)).toEqual(some)
    for (const encoding of ['utf-16le', 'utf-16be', 'windows1258'])
      expect(
        await values(iconv.encode(encoding === 'windows1258' ? FORM.normalize('NFD') : FORM, encoding), FIGURES),
        encoding,
      ).toHaveLength(2)
  })

  test('a guess of the format finds its rows, and what stands around them', async () => {
    const page = { body: Buffer.from(FORM), name: 'trang.xml', mediaType: 'application/xml', isWhole: true }
    expect(await guessFormat(page)).toEqual({ kind: 'xml', path: 'content.row', page: true })
    const list = { ...page, body: Buffer.from('<DanhSach><HoSo><Ma>1</Ma></HoSo><HoSo><Ma>2</Ma></HoSo></DanhSach>') }
    expect(await guessFormat(list)).toEqual({ kind: 'xml', path: 'HoSo' })
    const two = '<So><HoSo><Ma>1</Ma></HoSo><HoSo><Ma>2</Ma></HoSo><CanBo><Ten>An</Ten></CanBo></So>'
    expect(await repeatedIn({ ...page, body: Buffer.from(two) })).toEqual([
      { path: 'HoSo', records: 2 },
      { path: 'CanBo', records: 1 },
    ])
    expect(await guessFormat({ ...page, body: Buffer.from('<html><body><p>x</p></body></html>') })).toBeNull()
    expect(await guessFormat({ ...page, body: Buffer.from('<edXML><a/></edXML>') })).toEqual({ kind: 'edxml' })
  })
})

describe('hostile pages', () => {
  test.each([
    ['a file from afar', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', 'DOCTYPE'],
    ['a bomb', `<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(99)}">]><a>&b;</a>`, 'DOCTYPE'],
    ['an entity nobody declared', '<a>&lol;</a>', 'không đúng cú pháp'],
    ['200,000 levels', '<a>'.repeat(200_000), 'tầng'],
    ['600,000 elements', `<a>${'<b/>'.repeat(600_000)}</a>`, 'thẻ'],
    ['cut short', FORM.slice(0, 400), 'không đúng cú pháp'],
  ])('%s: refused in a sentence', async (_, xml, why) => {
    await expect(read(xml)).rejects.toThrow(why)
  })

  test('a page longer than is allowed is refused, and names that are traps stay names', async () => {
    await expect(read(FORM.repeat(2), { maxMegabytes: 0.001 })).rejects.toThrow('dài hơn 0.001 MB')
    await values('<a><b><__proto__><polluted>1</polluted></__proto__></b></a>')
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })
})

test('redacted, the same records without what was dropped, in attributes too, and masked where masked', async () => {
  const xml = `<ds><hs ma="1" cccd="033099001234"><ten>Nguyễn Văn A</ten><xa vung="II">Như Quỳnh</xa><noiDung>gọi 0912345678 nhé</noiDung></hs></ds>`
  const given = settings.parse({ path: 'hs' })
  const redaction = ['ten', '@cccd', 'xa@vung', { mask: 'noiDung' }]
  const redacted = Buffer.concat(await collect(redactBody({ body: pieces(xml), name: 'x' }, given, redaction))).toString()
  expect(redacted).not.toMatch(/Nguyễn|033099001234|II|0912345678/)
  const [record] = await values(redacted, { path: 'hs' })
  expect(record).toMatchObject({ '@ma': '1', '@cccd': '', ten: '', xa: 'Như Quỳnh', 'xa@vung': '' })
  await expect(collect(redactBody({ body: pieces('<a>'), name: 'x' }, given, ['b']))).rejects.toThrow('không đúng cú pháp')
})

test('sealed, the same records with tokens in elements and attributes, and in all within what is named', async () => {
  const xml = `<ds><hs ma="1" cccd="033099001234"><nguoi vai="con"><ten>Lan</ten><sdt/></nguoi><xa>Như Quỳnh</xa></hs></ds>`
  const given = settings.parse({ path: 'hs' })
  const sealed = await collect(
    redactBody({ body: pieces(xml), name: 'x' }, given, [{ seal: '@cccd' }, { seal: 'nguoi' }, { mask: 'ten' }], (words) =>
      words === '' ? '' : `⟦${words}⟧`,
    ),
  )
  const [record] = await values(Buffer.concat(sealed).toString(), { path: 'hs' })
  expect(record).toMatchObject({ '@ma': '1', '@cccd': '⟦033099001234⟧', nguoi: { ten: '⟦Lan⟧', sdt: '' }, xa: 'Như Quỳnh' })
  expect(JSON.stringify(record)).toContain('⟦con⟧')
})
