import type { XmlElement } from '../../xml/parse.ts'
import { type ReadRecords, Unreadable } from '../format.ts'
import { documentRecords, packetsOf, statusRecord, textOf } from './packets.ts'
import { openPage } from './page.ts'
import type { EdxmlSettings } from './settings.ts'

/**
 * Packets of the document exchange axis, alone or many to a page: a record for each receiver of a document, with the header's
 * fields by their names in the standard (`From.OrganId`, `Code.CodeNotation`), `To` this receiver alone, and beside them
 * `Signed`, `Attachments`, `Receivers`, `Place`, `Exchange` (what the exchange says of the packet), `Delivery` (of this
 * receiver) and `Status` (the times of each status code, `Last` and `At`). What is attached is counted and never kept.
 */
export const readRecords: ReadRecords<EdxmlSettings> = async function* (page, { packets: wanted, maxMegabytes }) {
  const root = await openPage(page, maxMegabytes)
  const packets = packetsOf(root)
  // A page that isn't of the axis must not look like one with nothing new.
  if (packets.length === 0 && !isEmptyList(root))
    throw new Unreadable({
      vi: `${page.name}: không thấy gói tin edXML nào. Kiểm tra địa chỉ và định dạng của nguồn.`,
      en: `${page.name}: there is no edXML packet. Check the source’s address and format.`,
    })
  let place = 0
  for (const packet of packets) {
    if (packet.kind !== wanted) continue
    const id = textOf(packet.header, 'DocumentId')
    const records = wanted === 'document' ? documentRecords(packet, packets) : [statusRecord(packet)]
    if (records.length === 0) {
      place++
      yield {
        place,
        at: `gói tin ${id || place}`,
        problem: `Gói tin «${id}» không ghi nơi nhận (To). Báo bên gửi bổ sung.`,
        en: `The packet «${id}» names no receiver (To). Tell whoever sends it.`,
        raw: id,
      }
    }
    for (const value of records) yield { place: ++place, at: `gói tin ${id || place}, nơi nhận ${value.Place ?? 1}`, value }
  }
}

function isEmptyList({ children }: XmlElement): boolean {
  return children.every((child) => child.children.length === 0)
}
