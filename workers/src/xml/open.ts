import type { Localised } from '@ioc/sql/pack'
import { decodeText, type Encoding } from '../formats/decode.ts'
import { Unreadable } from '../formats/format.ts'
import { nfc } from '../values/text.ts'
import { BadXml, parseXml, type XmlElement } from './parse.ts'

interface Wanted {
  /** What a page is called, and what it should be, in the sentences that refuse it. */
  page: Localised
  kind: string
  maxMegabytes: number
  encoding?: Encoding
}

/**
 * A page's elements; refused in a sentence where it is too long, broken or dangerous. The encoding its declaration names is not
 * believed: files that say UTF-16 and are UTF-8 are published every quarter.
 */
export async function openXml(
  { body, name }: { body: AsyncIterable<Uint8Array>; name: string },
  { page, kind, maxMegabytes, encoding = 'auto' }: Wanted,
): Promise<XmlElement> {
  let text = ''
  const tooLong = () =>
    new Unreadable({
      vi: `${name}: ${page.vi} dài hơn ${maxMegabytes} MB. Yêu cầu nguồn chia trang nhỏ hơn.`,
      en: `${name}: the ${page.en} is longer than ${maxMegabytes} MB. Ask the source for smaller pages.`,
    })
  for await (const piece of decodeText(bounded(body, maxMegabytes * 1_000_000, tooLong), encoding, name)) text += piece
  try {
    return parseXml(nfc(text.replace(/^\ufeff/, '')), { maxChars: maxMegabytes * 1_000_000 })
  } catch (error) {
    if (!(error instanceof BadXml)) throw error
    if (/^\s*<(?:!doctype\s+)?html[\s>]/i.test(text))
      throw new Unreadable({
        vi: `${name}: nguồn trả về trang web (HTML), không phải ${kind}. Kiểm tra địa chỉ và quyền truy cập.`,
        en: `${name}: the source gives a web page (HTML), not ${kind}. Check the address and whether we may read it.`,
      })
    throw new Unreadable({ vi: `${name}: ${error.message}.`, en: `${name}: ${error.en}.` })
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
