import { isBlank } from '../../values/parsed.ts'
import { openXml } from '../../xml/open.ts'
import type { XmlElement } from '../../xml/parse.ts'
import { type ReadRecords, Unreadable } from '../format.ts'
import { aroundRecords, groupOf, joinedOf, recordsAt } from './record.ts'
import type { XmlSettings } from './settings.ts'

/** A record for every element of a name, or for each of its figures. */
export const readRecords: ReadRecords<XmlSettings> = async function* (page, settings) {
  const root = await openPage(page, settings)
  const elements = recordsAt(root, settings.path)
  if (elements === null) {
    const instead = `Thẻ gốc là «${root.written}»`
    throw new Unreadable(
      `${page.name}: không thấy thẻ «${settings.path}». ${instead}; sửa «Thẻ nào là một bản ghi» ở bước «Nhận cột».`,
    )
  }
  const around = settings.page ? aroundRecords(root, settings.path) : null
  let place = 0
  for (const [index, element] of elements.entries()) {
    const at = `thẻ ${element.name} thứ ${index + 1}`
    const value = recordOf(element, around, settings)
    for (const record of figuresOf(value, settings.figures, at)) yield { place: ++place, at, ...record }
  }
}

export function openPage(
  page: { body: AsyncIterable<Uint8Array>; name: string },
  { maxMegabytes, encoding }: XmlSettings,
): Promise<XmlElement> {
  return openXml(page, { page: 'trang', kind: 'XML', maxMegabytes, encoding })
}

function recordOf(element: XmlElement, around: Record<string, unknown> | null, { joined }: XmlSettings): Record<string, unknown> {
  // An element that is but a text is known by its name.
  const own = element.children.length === 0 && element.text !== '' ? { [element.name]: element.text } : {}
  const record = { ...groupOf(element), ...own, ...(around && { Page: around }) }
  const made = Object.entries(joined).map(([name, template]) => [name, joinedOf(record, template)])
  return { ...record, ...Object.fromEntries(made) }
}

type Draft = { value: Record<string, unknown> } | { problem: string; raw: string }

/** Figures side by side in an element are a record each; what the source left blank is none. */
function figuresOf(value: Record<string, unknown>, figures: XmlSettings['figures'], at: string): Draft[] {
  if (!figures) return [{ value }]
  return Object.entries(figures).flatMap(([name, item]): Draft[] => {
    if (!Object.hasOwn(value, name)) {
      const problem = `Ở ${at} không có thẻ «${name}». Sửa «Các thẻ số liệu» ở bước «Nhận cột», hoặc tên thẻ của tệp.`
      return [{ problem, raw: Object.keys(value).join(' | ').slice(0, MAX_RAW_CHARS) }]
    }
    const amount = value[name]
    return amount === null || isBlank(String(amount)) ? [] : [{ value: { ...value, item, amount } }]
  })
}

const MAX_RAW_CHARS = 10_000
