import { nfc } from '../../values/text.ts'
import { BadXml, parseXml, type XmlElement } from '../../xml/parse.ts'
import { decodeText } from '../decode.ts'
import { Unreadable } from '../format.ts'

/** A page's elements; refused in a sentence where it is too long, broken or dangerous. */
export async function openPage(
  { body, name }: { body: AsyncIterable<Uint8Array>; name: string },
  maxMegabytes: number,
): Promise<XmlElement> {
  let text = ''
  const tooLong = () => new Unreadable(`${name}: gói tin dài hơn ${maxMegabytes} MB. Yêu cầu nguồn chia trang nhỏ hơn.`)
  for await (const piece of decodeText(bounded(body, maxMegabytes * 1_000_000, tooLong), 'auto', name)) text += piece
  try {
    return parseXml(nfc(text.replace(/^\ufeff/, '')), { maxChars: maxMegabytes * 1_000_000 })
  } catch (error) {
    if (!(error instanceof BadXml)) throw error
    if (/^\s*<(?:!doctype\s+)?html[\s>]/i.test(text))
      throw new Unreadable(`${name}: nguồn trả về trang web (HTML), không phải edXML. Kiểm tra địa chỉ và quyền truy cập.`)
    throw new Unreadable(`${name}: ${error.message}.`)
  }
}

async function* bounded(body: AsyncIterable<Uint8Array>, limit: number, refuse: () => Error): AsyncGenerator<Uint8Array> {
  let length = 0
  for await (const chunk of body) {
    length += chunk.length
    if (length > limit) throw refuse()
    yield chunk
  }
}
