import { parseFeed } from 'feedsmith'
import { decodeText, Encoding } from '../decode.ts'
import { type ReadRecords, Unreadable } from '../format.ts'
import { plainText } from './plain-text.ts'
import type { RssSettings } from './settings.ts'

/**
 * RSS and Atom, one record an item: guid, url, title, summary, published_at as written, author, categories, outlet.
 * A page saved from a browser keeps the browser's words before the feed; they are passed over.
 */
export const readRecords: ReadRecords<RssSettings> = async function* (page, { maxMegabytes }) {
  const xml = fromRoot(await textOf(page, maxMegabytes * 1_000_000), page.name)
  let place = 0
  for (const item of itemsOf(xml, page.name)) {
    place++
    yield { place, at: `tin ${place}`, value: { ...item, outlet: page.name } }
  }
}

interface Item {
  guid?: string | undefined
  url?: string | undefined
  title: string
  summary: string
  published_at?: string | undefined
  updated_at?: string | undefined
  author?: string | undefined
  categories: string[]
}

function itemsOf(xml: string, name: string): Item[] {
  let parsed: ReturnType<typeof parseFeed<string>>
  try {
    parsed = parseFeed(xml, { parseDateFn: (written) => written })
  } catch {
    throw new Unreadable({
      vi: `${name}: không đọc được RSS hay Atom. Kiểm tra địa chỉ của nguồn.`,
      en: `${name}: no RSS or Atom can be read. Check the source’s address.`,
    })
  }
  if (parsed.format === 'atom') {
    return (parsed.feed.entries ?? []).map((entry) => ({
      guid: entry.id,
      url: (entry.links?.find(({ rel }) => rel === undefined || rel === 'alternate') ?? entry.links?.[0])?.href,
      title: plainText(entry.title?.value ?? ''),
      summary: plainText(entry.summary?.value ?? entry.content?.value ?? ''),
      published_at: entry.published ?? entry.updated,
      updated_at: entry.updated,
      author: entry.authors?.[0]?.name,
      categories: (entry.categories ?? []).flatMap(({ term }) => term ?? []),
    }))
  }
  if (parsed.format === 'rss') {
    return (parsed.feed.items ?? []).map((item) => ({
      guid: item.guid?.value ?? item.link,
      url: item.link ?? item.guid?.value,
      title: plainText(item.title ?? ''),
      summary: plainText(item.description ?? item.content?.encoded ?? ''),
      published_at: item.pubDate ?? item.dc?.dates?.[0],
      author: item.dc?.creators?.[0],
      categories: (item.categories ?? []).flatMap((category) => category.name ?? []),
    }))
  }
  throw new Unreadable({
    vi: `${name}: chỉ nhận RSS 2.0 hoặc Atom. Kiểm tra địa chỉ của nguồn.`,
    en: `${name}: only RSS 2.0 or Atom is taken. Check the source’s address.`,
  })
}

/** The feed alone. Entities of its own are refused: no outlet needs them, and every XML attack does. */
function fromRoot(text: string, name: string): string {
  const root = /<(?:rss|feed|rdf:RDF)[\s>]/i.exec(text)
  if (!root) {
    const isPage = /<html[\s>]/i.test(text)
    throw new Unreadable({
      vi: `${name}: nguồn trả về ${isPage ? 'trang web (HTML)' : 'thứ khác'}, không phải RSS hay Atom. Kiểm tra địa chỉ của nguồn.`,
      en: `${name}: the source gives ${isPage ? 'a web page (HTML)' : 'something else'}, neither RSS nor Atom. Check its address.`,
    })
  }
  if (/<!ENTITY/i.test(text))
    throw new Unreadable({
      vi: `${name}: trang tin tự định nghĩa ký hiệu (<!ENTITY>), có thể gây hại nên không đọc.`,
      en: `${name}: the page defines entities of its own (<!ENTITY>), which may do harm, so it is not read.`,
    })
  return text.slice(root.index)
}

/** The whole of a page, decoded as it says of itself. */
export async function textOf({ body, name }: { body: AsyncIterable<Uint8Array>; name: string }, limit: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body) {
    length += chunk.length
    if (length > limit)
      throw new Unreadable({
        vi: `${name}: trang tin dài hơn ${limit / 1_000_000} MB. Kiểm tra địa chỉ của nguồn.`,
        en: `${name}: the page is longer than ${limit / 1_000_000} MB. Check the source’s address.`,
      })
    chunks.push(chunk)
  }
  const bytes = Buffer.concat(chunks)
  const declared = Encoding.safeParse(
    /^[^>]{0,200}encoding=["']([\w-]+)["']/.exec(bytes.subarray(0, 300).toString('latin1'))?.[1]?.toLowerCase(),
  )
  let text = ''
  const encoding = declared.success && declared.data !== 'utf-8' ? declared.data : 'auto'
  for await (const piece of decodeText(one(bytes), encoding, name)) text += piece
  return text
}

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
