import { describe, expect, test } from 'vitest'
import { collect, pieces } from '../testing.ts'
import { readRecords } from './read.ts'
import { redactBody } from './redact.ts'
import { settings } from './settings.ts'

const read = (xml: string | Uint8Array, given: object = {}) =>
  collect(readRecords({ body: pieces(xml, 7_000), name: 'goi-tin.xml' }, settings.parse(given)))
const values = async (xml: string, given: object = {}) =>
  (await read(xml, given)).map((record) => ('value' in record ? record.value : record.problem))

const QCVN = `<?xml version="1.0" encoding="UTF-8"?>
<edXML:edXML xmlns:edXML="http://www.mic.gov.vn/TBT/QCVN_102_2016">
  <edXML:edXMLEnvelope><edXML:edXMLHeader><edXML:MessageHeader>
    <edXML:From><edXML:OrganId>H31.05</edXML:OrganId><edXML:OrganName>Sở Tài chính</edXML:OrganName></edXML:From>
    <edXML:To><edXML:OrganId>H31.101</edXML:OrganId><edXML:OrganName>Phường Phố Hiến</edXML:OrganName></edXML:To>
    <edXML:To><edXML:OrganId>H31.102</edXML:OrganId><edXML:OrganName>Xã Tân Hưng</edXML:OrganName></edXML:To>
    <edXML:DocumentId>H31.05,2026/11/20,1234/STC-NS</edXML:DocumentId>
    <edXML:Code><edXML:CodeNumber>1234</edXML:CodeNumber><edXML:CodeNotation>STC-NS</edXML:CodeNotation></edXML:Code>
    <edXML:PromulgationInfo><edXML:Place>Hưng Yên</edXML:Place><edXML:PromulgationDate>2026/11/20</edXML:PromulgationDate></edXML:PromulgationInfo>
    <edXML:DocumentType><edXML:Type>2</edXML:Type><edXML:TypeName>Công văn</edXML:TypeName></edXML:DocumentType>
    <edXML:Subject>V/v quyết toán &amp; đối chiếu</edXML:Subject>
    <edXML:SignerInfo><edXML:Signer>Nguyễn Văn Mẫu</edXML:Signer></edXML:SignerInfo>
  </edXML:MessageHeader>
  <Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignatureValue>c2ln</SignatureValue></Signature></edXML:edXMLHeader>
  <edXML:edXMLBody><edXML:edXMLManifest><edXML:Reference><edXML:ContentId>a1</edXML:ContentId><edXML:AttachmentName>cv.pdf</edXML:AttachmentName></edXML:Reference></edXML:edXMLManifest></edXML:edXMLBody>
  </edXML:edXMLEnvelope>
  <AttachmentEncoded><Attachment><ContentId>a1</ContentId><ContentTransferEncoded>SGVs
bG8=</ContentTransferEncoded></Attachment></AttachmentEncoded>
</edXML:edXML>`

const LGSP = `<EdXMLEnvelope xmlns="http://www.go.vn/eDoc"><MessageHeader>
  <From><OrganId>H31.07</OrganId><OrganName>Sở Nông nghiệp và Môi trường</OrganName></From>
  <To><OrganId>H31.05</OrganId></To><Code><CodeNumber>88</CodeNumber></Code><DocumentType>Báo cáo</DocumentType>
  <DocumentId>7f0e</DocumentId><OtherInfo><PageAmount>3</PageAmount></OtherInfo></MessageHeader>
  <Manifest><Attachment><Content>SGVsbG8=</Content><FileName>bc.pdf</FileName></Attachment></Manifest></EdXMLEnvelope>`

const status = (from: string, code: string, at: string) =>
  `<edXML><edXMLEnvelope><edXMLHeader><Status><ResponseFor><DocumentId>7f0e</DocumentId></ResponseFor><From><OrganId>${from}</OrganId></From>
   <StatusCode>${code}</StatusCode><Timestamp>${at}</Timestamp></Status></edXMLHeader></edXMLEnvelope></edXML>`

describe('both ways of writing', () => {
  test('QCVN 102:2016/BTTTT: a record for each receiver, by local names, signed, with its attachments counted', async () => {
    const [first, second, ...more] = await values(QCVN)
    expect(more).toEqual([])
    expect(first).toMatchObject({
      Packet: 'document',
      From: { OrganId: 'H31.05' },
      To: { OrganId: 'H31.101', OrganName: 'Phường Phố Hiến' },
      Place: '1',
      Receivers: '2',
      Code: { CodeNumber: '1234', CodeNotation: 'STC-NS' },
      PromulgationInfo: { PromulgationDate: '2026/11/20' },
      DocumentType: { TypeName: 'Công văn' },
      Subject: 'V/v quyết toán & đối chiếu',
      Signed: '1',
      Attachments: '1',
      AttachmentBytes: '5',
    })
    expect(second).toMatchObject({ To: { OrganId: 'H31.102' }, Place: '2' })
    expect(JSON.stringify(first)).not.toContain('SGVs')
  })

  test('the platform’s variant, unsigned', async () => {
    expect(await values(LGSP)).toEqual([
      expect.objectContaining({
        DocumentId: '7f0e',
        DocumentType: 'Báo cáo',
        Signed: '0',
        Attachments: '1',
        AttachmentBytes: '5',
      }),
    ])
  })

  test('a frame of a signature without a value signs nothing', async () => {
    expect(await values(QCVN.replace('c2ln', ' '))).toContainEqual(expect.objectContaining({ Signed: '0' }))
  })
})

describe('a page of an exchange', () => {
  const page = (...packets: string[]) => `<DanhSach><TongSo>${packets.length}</TongSo>${packets.join('')}</DanhSach>`
  const listed = `<GoiTin><CapNhat>2026-11-20T09:00:00.000</CapNhat>${LGSP}
    <GiaoNhan><OrganId>H31.05</OrganId><KetQua>fail</KetQua><MaLoi>15</MaLoi></GiaoNhan>
    ${status('H31.05', '3', '2026/11/20 10:00:00')}${status('H31.05', '06', '2026/11/21 10:00:00')}${status('H31.05', '03', '2026/11/20 11:00:00')}
    ${status('H31.09', '02', '2026/11/20 08:00:00')}</GoiTin>`

  test('what the exchange says of a packet, of its delivery, and the receiver’s own status packets stand beside the header', async () => {
    expect(await values(page(listed))).toEqual([
      expect.objectContaining({
        Exchange: { CapNhat: '2026-11-20T09:00:00.000' },
        Delivery: { OrganId: 'H31.05', KetQua: 'fail', MaLoi: '15' },
        Status: { '03': '2026/11/20 10:00:00', '06': '2026/11/21 10:00:00', Last: '06', At: '2026/11/21 10:00:00' },
      }),
    ])
  })

  test('status packets can be read by themselves', async () => {
    expect(await values(page(listed), { packets: 'status' })).toHaveLength(4)
    expect(await values(status('H31.05', '13', '2026/11/20 10:00:00'), { packets: 'status' })).toEqual([
      expect.objectContaining({ Packet: 'status', StatusCode: '13', ResponseFor: { DocumentId: '7f0e' } }),
    ])
  })

  test('nothing new is no records; another page than the axis’s is refused', async () => {
    expect(await read(page())).toEqual([])
    await expect(read('<rss><channel><item><title>x</title></item></channel></rss>')).rejects.toThrow('không thấy gói tin edXML')
    await expect(read('<!doctype html><html><body>Đăng nhập</body></html>')).rejects.toThrow('trang web (HTML)')
  })

  test('a packet to nobody is no record, and says so', async () => {
    expect(await values(LGSP.replace(/<To>.*?<\/To>/, ''))).toEqual([
      'Gói tin «7f0e» không ghi nơi nhận (To). Báo bên gửi bổ sung.',
    ])
  })
})

describe('hostile packets', () => {
  const refused = async (xml: string, why: RegExp | string, given: object = {}) => {
    const from = Date.now()
    await expect(read(xml, given)).rejects.toThrow(why)
    expect(Date.now() - from).toBeLessThan(10_000)
  }
  const doctype = (body: string) => `<?xml version="1.0"?><!DOCTYPE edXML [${body}]>${LGSP.replace('Báo cáo', '&x;')}`

  test('a file from afar, a bomb of entities and one without entities alike: no document type is read', async () => {
    await refused(doctype('<!ENTITY x SYSTEM "file:///etc/passwd">'), 'DOCTYPE')
    await refused(doctype('<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x "&b;&b;&b;&b;">'), 'DOCTYPE')
    await refused('<!DOCTYPE edXML><edXML/>', 'DOCTYPE')
    await refused(LGSP.replace('Báo cáo', '&lol;'), 'không đúng cú pháp')
  })

  test('200,000 levels, 50,000 attributes, half a million elements: an end is put to each', async () => {
    await refused('<a>'.repeat(200_000), 'tầng')
    await refused(`<a ${Array.from({ length: 50_000 }, (_, n) => `a${n}="1"`).join(' ')}/>`, 'thuộc tính')
    await refused(`<a>${'<b/>'.repeat(600_000)}</a>`, 'thẻ')
  })

  test('two million numeric references are text like any other', async () => {
    const [record] = await values(LGSP.replace('Báo cáo', '&#65;'.repeat(2_000_000)))
    expect((record as { DocumentType: string }).DocumentType).toHaveLength(2_000_000)
  })

  test('too long, cut short, or of the wrong kind', async () => {
    await refused(QCVN, 'dài hơn 0.001 MB', { maxMegabytes: 0.001 })
    await refused(QCVN.slice(0, 900), 'không đúng cú pháp')
    await expect(read(Buffer.from('%PDF-1.7 …'))).rejects.toThrow('tệp PDF')
  })

  test('a name that is a trap for objects stays a name', async () => {
    await values(
      LGSP.replace('<MessageHeader>', '<MessageHeader><__proto__><polluted>1</polluted></__proto__><constructor>x</constructor>'),
    )
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })
})

test('redacted, the same packets give the same records without what was dropped, and masked where masked', async () => {
  const given = settings.parse({})
  const source = QCVN.replace('quyết toán', 'ông A, 0912345678,')
  const redacted = Buffer.concat(
    await collect(
      redactBody({ body: pieces(source), name: 'x' }, given, ['SignerInfo', 'AttachmentEncoded', { mask: 'Subject' }]),
    ),
  ).toString()
  expect(redacted).not.toMatch(/Mẫu|0912345678|SGVs/)
  const [first] = await values(redacted)
  expect(first).toMatchObject({ DocumentId: 'H31.05,2026/11/20,1234/STC-NS', Signed: '1', Place: '1', SignerInfo: '' })
  await expect(collect(redactBody({ body: pieces('<a>'), name: 'x' }, given, ['b']))).rejects.toThrow('không đúng cú pháp')
})
