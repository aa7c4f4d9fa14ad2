import { openXml } from '../../xml/open.ts'
import type { XmlElement } from '../../xml/parse.ts'

/** A page's packets as elements. */
export function openPage(page: { body: AsyncIterable<Uint8Array>; name: string }, maxMegabytes: number): Promise<XmlElement> {
  return openXml(page, { page: { vi: 'gói tin', en: 'packet' }, kind: 'edXML', maxMegabytes })
}
