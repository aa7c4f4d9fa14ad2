// Packets as agencies write them: most by QCVN 102:2016/BTTTT, some in the way of provincial platforms.

export interface Organ {
  id: string
  name: string
}

export interface Header {
  id: string
  from: Organ
  to: Organ[]
  number: string
  notation: string
  /** dd of the day it was issued, yyyy/MM/dd. */
  issued: string
  type: string
  subject: string
  signed: boolean
  due: string
  attachments: { name: string; text: string }[]
}

export interface Answer {
  from: Organ
  code: string
  at: string
}

const QCVN = 'http://www.mic.gov.vn/TBT/QCVN_102_2016'

/** `whole` carries what is attached; a listing names it and leaves it out. */
export function qcvnPacket(header: Header, whole: boolean): string {
  const organ = (tag: string, { id, name }: Organ) => e(tag, e('OrganId', x(id)) + e('OrganName', x(name)))
  const message = [
    organ('From', header.from),
    ...header.to.map((to) => organ('To', to)),
    e('DocumentId', x(header.id)),
    e('Code', e('CodeNumber', header.number) + e('CodeNotation', x(header.notation))),
    e('PromulgationInfo', e('Place', 'Mô phỏng') + e('PromulgationDate', header.issued)),
    e('DocumentType', e('Type', '2') + e('TypeName', x(header.type))),
    e('Subject', x(header.subject)),
    e('SignerInfo', e('Signer', 'Người ký mô phỏng') + e('Position', 'Lãnh đạo cơ quan') + e('Competence', '')),
    header.due && e('DueDate', header.due),
    e('OtherInfo', e('PageAmount', '2')),
  ]
  const manifest = header.attachments.map(({ name }, n) =>
    e('Reference', e('ContentId', `tep-${n + 1}`) + e('AttachmentName', x(name)) + e('ContentType', 'application/pdf')),
  )
  const signature = header.signed
    ? '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignatureValue>bW8tcGhvbmc=</SignatureValue></Signature>'
    : ''
  const envelope = e(
    'edXMLEnvelope',
    e('edXMLHeader', e('MessageHeader', message.join('')) + signature) + e('edXMLBody', e('edXMLManifest', manifest.join(''))),
  )
  const encoded = header.attachments.map(
    ({ text }, n) =>
      `<Attachment><ContentId>tep-${n + 1}</ContentId><ContentTransferEncoded>${base64(text)}</ContentTransferEncoded></Attachment>`,
  )
  const attached = whole ? `<AttachmentEncoded>${encoded.join('')}</AttachmentEncoded>` : ''
  return `<edXML:edXML xmlns:edXML="${QCVN}">${envelope}${attached}</edXML:edXML>`
}

export function platformPacket(header: Header, whole: boolean): string {
  const organ = (tag: string, { id, name }: Organ) => p(tag, p('OrganId', x(id)) + p('OrganName', x(name)))
  const message = [
    organ('From', header.from),
    ...header.to.map((to) => organ('To', to)),
    p('Code', p('CodeNumber', header.number) + p('CodeNotation', x(header.notation))),
    p('PromulgationInfo', p('Promulgator', 'Người ký mô phỏng') + p('PromulgationDate', header.issued)),
    p('DocumentType', x(header.type)),
    p('Subject', x(header.subject)),
    p('SignerInfo', p('Signer', 'Người ký mô phỏng') + p('Position', 'Lãnh đạo cơ quan') + p('Competence', '')),
    header.due && p('DueDate', header.due),
    p('OtherInfo', p('PageAmount', '2') + p('Appendix', '')),
    p('DocumentId', x(header.id)),
  ]
  const attached = header.attachments.map(({ name, text }) =>
    p('Attachment', p('Content', whole ? base64(text) : '') + p('FileName', x(name)) + p('FileType', 'application/pdf')),
  )
  const signature = header.signed ? p('Signature', p('SignatureValue', 'bW8tcGhvbmc=')) : ''
  return `<EdXMLEnvelope xmlns="http://www.go.vn/eDoc">${p('MessageHeader', message.join(''))}${signature}${p('Manifest', attached.join(''))}</EdXMLEnvelope>`
}

/** A status packet: what a receiver's system says of a document. */
export function statusPacket(documentId: string, { from, code, at }: Answer): string {
  const status = [
    e('ResponseFor', e('DocumentId', x(documentId))),
    e('From', e('OrganId', x(from.id)) + e('OrganName', x(from.name))),
    e('StatusCode', code),
    e('Timestamp', at),
  ]
  return `<edXML:edXML xmlns:edXML="${QCVN}">${e('edXMLEnvelope', e('edXMLHeader', e('Status', status.join(''))))}</edXML:edXML>`
}

/** What the exchange itself says of a delivery. */
export function deliveryNote(to: Organ, result: { at: string; tries: number; failed: number; error: string }): string {
  return p(
    'GiaoNhan',
    [
      p('OrganId', x(to.id)),
      p('OrganName', x(to.name)),
      p('KetQua', result.at ? 'done' : result.failed > 0 ? 'fail' : ''),
      p('ThoiDiem', result.at),
      p('SoLan', String(result.tries)),
      p('SoLanLoi', String(result.failed)),
      p('MaLoi', result.error),
    ].join(''),
  )
}

const e = (tag: string, inner: string) => `<edXML:${tag}>${inner}</edXML:${tag}>`
const p = (tag: string, inner: string) => `<${tag}>${inner}</${tag}>`
const x = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const base64 = (text: string) => Buffer.from(text).toString('base64')
