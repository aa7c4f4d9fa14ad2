import type { Localised } from '@ioc/sql/pack'
import { SaxesParser } from 'saxes'

/** An element as it was written: `name` without its prefix, which is all that senders agree on. */
export interface XmlElement {
  name: string
  /** With its prefix. */
  written: string
  attributes: Record<string, string>
  children: XmlElement[]
  /** Its own text, trimmed; blank where it has children. */
  text: string
}

export interface XmlLimits {
  maxChars?: number
  maxElements?: number
}

/** XML that can't or mustn't be read; the message is the rest of a sentence in Vietnamese, `en` in English. */
export class BadXml extends Error {
  override name = 'BadXml'
  readonly en: string

  constructor({ vi, en }: Localised) {
    super(vi)
    this.en = en
  }
}

/**
 * Reads a whole XML text into elements. A document type is refused outright: no source of ours needs one, and every entity
 * bomb and every file read from afar does. Depth, elements and attributes have an end.
 */
export function parseXml(text: string, { maxChars = 20_000_000, maxElements = 500_000 }: XmlLimits = {}): XmlElement {
  if (text.length > maxChars) throw new BadXml(longer(Math.round(maxChars / 1_000_000)))
  const parser = new SaxesParser()
  const open: XmlElement[] = []
  let root: XmlElement | null = null
  let elements = 0
  let attributes = 0
  const stop = (why: Localised): never => {
    throw new BadXml(why)
  }
  parser.on('error', ({ message }) =>
    stop({ vi: `không đúng cú pháp XML (${message.slice(0, 120)})`, en: `is no valid XML (${message.slice(0, 120)})` }),
  )
  parser.on('doctype', () =>
    stop({
      vi: 'có khai báo <!DOCTYPE>, có thể gây hại nên không đọc',
      en: 'declares a <!DOCTYPE>, which may do harm, so it is not read',
    }),
  )
  parser.on('attribute', () => {
    if (++attributes > MAX_ATTRIBUTES)
      stop({ vi: `có thẻ mang hơn ${MAX_ATTRIBUTES} thuộc tính`, en: `has an element of more than ${MAX_ATTRIBUTES} attributes` })
  })
  parser.on('opentag', (tag) => {
    attributes = 0
    if (++elements > maxElements) stop({ vi: `có hơn ${maxElements} thẻ`, en: `has more than ${maxElements} elements` })
    if (open.length >= MAX_DEPTH) stop({ vi: `lồng nhau hơn ${MAX_DEPTH} tầng`, en: `is nested more than ${MAX_DEPTH} deep` })
    const element: XmlElement = {
      name: localName(tag.name),
      written: tag.name,
      attributes: { ...(tag.attributes as Record<string, string>) },
      children: [],
      text: '',
    }
    if (open.length > 0) (open.at(-1) as XmlElement).children.push(element)
    else root = element
    open.push(element)
  })
  const take = (piece: string) => {
    const top = open.at(-1)
    if (top) top.text += piece
  }
  parser.on('text', take)
  parser.on('cdata', take)
  parser.on('closetag', () => {
    const element = open.pop() as XmlElement
    element.text = element.children.length > 0 ? '' : element.text.trim()
  })
  for (let from = 0; from < text.length; from += PIECE_CHARS) parser.write(text.slice(from, from + PIECE_CHARS))
  parser.close()
  return root ?? stop({ vi: 'không có nội dung', en: 'has no content' })
}

const longer = (millions: number): Localised => ({
  vi: `dài hơn ${millions} triệu ký tự`,
  en: `is longer than ${millions} million characters`,
})

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

/** Every element of a name, whatever its case, however deep; what lies within one found is not looked through again. */
export function* elementsNamed(within: XmlElement, ...names: string[]): Generator<XmlElement> {
  for (const child of within.children) {
    if (isNamed(child, ...names)) yield child
    else yield* elementsNamed(child, ...names)
  }
}

export function childNamed(of: XmlElement | undefined, ...names: string[]): XmlElement | undefined {
  return of?.children.find((child) => isNamed(child, ...names))
}

export function isNamed({ name }: XmlElement, ...names: string[]): boolean {
  return names.some((one) => one.toLowerCase() === name.toLowerCase())
}

export type XmlValue = string | { [name: string]: XmlValue } | XmlValue[]

/** An element as records are written: text, or children by name; several of one name make a list. Attributes carry no data of ours. */
export function toValue({ children, text }: XmlElement): XmlValue {
  if (children.length === 0) return text
  const value: Record<string, XmlValue> = Object.create(null)
  for (const child of children) {
    const known = value[child.name]
    const one = toValue(child)
    if (known === undefined) value[child.name] = one
    else if (Array.isArray(known)) known.push(one)
    else value[child.name] = [known, one]
  }
  return value
}

/** Elements as text again. */
export function writeXml({ written, attributes, children, text }: XmlElement): string {
  const head = Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeXml(value)}"`)
  return `<${written}${head.join('')}>${escapeXml(text)}${children.map(writeXml).join('')}</${written}>`
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;')
}

const MAX_DEPTH = 64
const MAX_ATTRIBUTES = 64
const PIECE_CHARS = 65_536
