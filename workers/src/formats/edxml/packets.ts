import { childNamed, elementsNamed, isNamed, toValue, type XmlElement, type XmlValue } from '../../xml/parse.ts'

// Packets of the document exchange axis, by local names: QCVN 102:2016/BTTTT writes edXML/edXMLEnvelope/edXMLHeader/MessageHeader,
// provincial platforms EdXMLEnvelope/MessageHeader in a namespace of their own. One exchange lists packets inside elements of
// its own, with what it knows of each: when it was changed, what came of every delivery, which status packets answer it.

export interface Packet {
  kind: 'document' | 'status'
  header: XmlElement
  envelope: XmlElement
  /** The whole of edXML where there is one: attachments of QCVN 102 hang beside the envelope. */
  whole: XmlElement
  /** The exchange's own element around it, or null where the packet stands alone. */
  around: XmlElement | null
}

/** Every packet of a page in order; the status packets inside a document's element of the exchange belong to it. */
export function packetsOf(root: XmlElement): Packet[] {
  const packets: Packet[] = []
  const walk = (element: XmlElement, around: XmlElement | null) => {
    const envelope = isNamed(element, 'edXMLEnvelope')
      ? element
      : isNamed(element, 'edXML')
        ? childNamed(element, 'edXMLEnvelope')
        : undefined
    if (!envelope) {
      for (const child of element.children) walk(child, element)
      return
    }
    const parts = childNamed(envelope, 'edXMLHeader') ?? envelope
    const status = childNamed(parts, 'Status', 'MessageStatus')
    const header = status ?? childNamed(parts, 'MessageHeader')
    if (!header) return
    const kind = status || childNamed(header, 'StatusCode') ? 'status' : 'document'
    packets.push({ kind, header, envelope, whole: element, around })
  }
  walk(root, null)
  return packets
}

/** One record for each receiver of a document. */
export function documentRecords(packet: Packet, all: readonly Packet[]): Record<string, XmlValue>[] {
  const { header, around } = packet
  const common = { ...(toValue(header) as Record<string, XmlValue>) }
  const receivers = header.children.filter((child) => isNamed(child, 'To'))
  const attachments = attachmentsOf(packet)
  const answers = all.filter((other) => other.kind === 'status' && other.around === around && around !== null)
  const shared = {
    ...common,
    Packet: 'document',
    Receivers: String(receivers.length),
    Signed: isSigned(packet) ? '1' : '0',
    Attachments: String(attachments.length),
    AttachmentBytes: String(attachments.reduce((sum, bytes) => sum + bytes, 0)),
    ...(around && isListed(around) && { Exchange: leavesOf(around) }),
  }
  return receivers.map((to, place) => {
    const organ = organOf(to)
    const delivery = around?.children.find(
      (child) => child !== packet.whole && child.children.length > 0 && organ !== '' && organOf(child) === organ,
    )
    return {
      ...shared,
      To: toValue(to),
      Place: String(place + 1),
      ...(delivery && { Delivery: toValue(delivery) }),
      Status: statusOf(answers.filter(({ header }) => organOf(childNamed(header, 'From')) === organ)),
    }
  })
}

export function statusRecord({ header, around }: Packet): Record<string, XmlValue> {
  return {
    ...(toValue(header) as Record<string, XmlValue>),
    Packet: 'status',
    ...(around && isListed(around) && { Exchange: leavesOf(around) }),
  }
}

/** The times of each status code, and the newest of them. */
function statusOf(answers: Packet[]): Record<string, string> {
  const told = answers
    .map(({ header }) => ({ code: textOf(header, 'StatusCode').padStart(2, '0'), at: textOf(header, 'Timestamp') }))
    .filter(({ at }) => at !== '')
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.code < b.code ? -1 : 1))
  const last = told.at(-1)
  // The first time of a code counts: a platform that repeats itself has not received a document twice.
  const times = Object.fromEntries(told.toReversed().map(({ code, at }) => [code, at]))
  return { ...times, ...(last && { Last: last.code, At: last.at }) }
}

/** A signature that holds a value; an empty frame signs nothing. */
function isSigned({ whole }: Packet): boolean {
  return [...elementsNamed(whole, 'SignatureValue')].some(({ text }) => text !== '')
}

/** How many bytes each attachment holds: base64 of either way of writing, or only its name in the manifest. */
function attachmentsOf({ whole, envelope }: Packet): number[] {
  const encoded = [...elementsNamed(whole, 'Attachment')].map((attachment) => {
    const content = childNamed(attachment, 'ContentTransferEncoded', 'Content')?.text ?? ''
    return Math.floor((content.replace(/[\s=]+/g, '').length * 3) / 4)
  })
  if (encoded.length > 0) return encoded
  return [...elementsNamed(envelope, 'Reference')].filter((one) => childNamed(one, 'AttachmentName', 'ContentId')).map(() => 0)
}

/** The exchange's own element around a packet, as opposed to an envelope of SOAP or the like around all. */
function isListed(around: XmlElement): boolean {
  return around.children.some(({ children }) => children.length === 0)
}

function leavesOf({ children }: XmlElement): Record<string, string> {
  return Object.fromEntries(children.filter((child) => child.children.length === 0).map(({ name, text }) => [name, text]))
}

/** An agency's identifier, or its name where it has none. */
function organOf(of: XmlElement | undefined): string {
  return textOf(of, 'OrganId') || textOf(of, 'OrganName')
}

export function textOf(of: XmlElement | undefined, name: string): string {
  return childNamed(of, name)?.text ?? ''
}
