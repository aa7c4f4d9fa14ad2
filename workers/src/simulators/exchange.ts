import type { PacketSource } from '@ioc/sql/simulate'
import { type Answer, json, type Question, type SourceHost } from './answer.ts'
import { pageAsked, refusedUnlessKnown, writeMark } from './lgsp.ts'

const PATH = '/truc/goi-tin'

/** The province's document exchange axis: packets listed as XML, oldest change first, and each by itself with what is attached. */
export class ExchangeHost implements SourceHost {
  readonly about = [
    `GET ${PATH}?capNhatTu=yyyy-MM-ddTHH:mm:ss.fff&trang=…&soDong=500: gói tin edXML (Authorization: Bearer mo-phong)`,
    `GET ${PATH}/<DocumentId>: một gói tin, kèm tệp`,
  ]
  #source: PacketSource

  constructor(source: PacketSource) {
    this.#source = source
  }

  answer({ url, headers, now }: Question): Answer | null {
    if (url.pathname !== PATH && !url.pathname.startsWith(`${PATH}/`)) return null
    const refused = refusedUnlessKnown(headers)
    if (refused) return refused
    if (url.pathname !== PATH) {
      const packet = this.#source.packet(decodeURIComponent(url.pathname.slice(PATH.length + 1)))
      return packet === null ? json({ loi: 'Không có gói tin này.' }, 404) : xml(packet)
    }
    const asked = pageAsked(url)
    if ('status' in asked) return asked
    const { records, last, more } = this.#source.list.changesSince(asked.after, asked.limit, now)
    const packets = records.map(
      ({ MaGoi, CapNhat, xml }) =>
        `<GoiTin><MaGoi>${String(MaGoi).replaceAll('&', '&amp;')}</MaGoi><CapNhat>${CapNhat}</CapNhat>${xml}</GoiTin>\n`,
    )
    const total = this.#source.list.countSince(asked.since, now)
    const next = more && last ? writeMark(last) : ''
    return xml(`<DanhSachGoiTin><TongSo>${total}</TongSo><TiepTheo>${next}</TiepTheo>\n${packets.join('')}</DanhSachGoiTin>`)
  }
}

function xml(body: string): Answer {
  const headers = { 'content-type': 'application/xml; charset=utf-8' }
  return { status: 200, headers, body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}` }
}
