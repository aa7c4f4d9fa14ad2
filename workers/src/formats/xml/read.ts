import { openXml } from '../../xml/open.ts'
import type { XmlElement } from '../../xml/parse.ts'
import { type ReadRecords, Unreadable } from '../format.ts'
import { reshape } from '../reshape.ts'
import { aroundRecords, groupOf, recordsAt } from './record.ts'
import type { XmlSettings } from './settings.ts'

/** A record for every element of a name, or for each of its figures. */
export const readRecords: ReadRecords<XmlSettings> = async function* (page, settings) {
  const root = await openPage(page, settings)
  const elements = recordsAt(root, settings.path)
  if (elements === null) {
    throw new Unreadable({
      vi: `${page.name}: không thấy thẻ «${settings.path}». Thẻ gốc là «${root.written}»; sửa «Thẻ nào là một bản ghi» ở bước «Nhận cột».`,
      en: `${page.name}: there is no element «${settings.path}». The root is «${root.written}»; correct which element is a record at “Columns”.`,
    })
  }
  const around = settings.page ? aroundRecords(root, settings.path) : null
  const recordsOf = reshape(settings)
  let place = 0
  for (const [index, element] of elements.entries()) {
    const at = `thẻ ${element.name} thứ ${index + 1}`
    for (const record of recordsOf({ at, value: recordOf(element, around) })) yield { place: ++place, ...record }
  }
}

export function openPage(
  page: { body: AsyncIterable<Uint8Array>; name: string },
  { maxMegabytes, encoding }: XmlSettings,
): Promise<XmlElement> {
  return openXml(page, { page: { vi: 'trang', en: 'page' }, kind: 'XML', maxMegabytes, encoding })
}

function recordOf(element: XmlElement, around: Record<string, unknown> | null): Record<string, unknown> {
  // An element that is but a text is known by its name.
  const own = element.children.length === 0 && element.text !== '' ? { [element.name]: element.text } : {}
  return { ...groupOf(element), ...own, ...(around && { Page: around }) }
}
