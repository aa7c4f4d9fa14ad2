import { createHash } from 'node:crypto'
import type { NewsItem, NewsSource, Outlet } from '@ioc/sql/simulate'
import type { Answer, Question, SourceHost } from './answer.ts'

const SHOWN_ITEMS = 400

/** The outlets' feeds: the newest items as of now, each outlet with its own way of writing them. */
export class PressHost implements SourceHost {
  readonly about: string[]
  #source: NewsSource

  constructor(source: NewsSource) {
    this.#source = source
    this.about = source.outlets.map((outlet) => `GET ${pathOf(outlet)}: ${outlet.name}`)
  }

  answer({ url, headers, now }: Question): Answer | null {
    const outlet = this.#source.outlets.find((each) => pathOf(each) === url.pathname)
    if (!outlet) return null
    const newest = this.#source.newest(outlet.id, SHOWN_ITEMS, now)
    const items = outlet.form === 'news-sitemap' ? newest.filter((item) => isNews(item, now)) : newest
    const changed = items[0]?.publishedAt ?? now
    const known = {
      etag: `"${createHash('sha256')
        .update(items.map((item) => `${item.guid}\n${item.title}`).join('\n'))
        .digest('base64url')
        .slice(0, 22)}"`,
      'last-modified': changed.toUTCString(),
    }
    if (isKnown(headers, known)) return { status: 304, headers: known }
    const { type, write } = WRITTEN[outlet.form] ?? { type: 'application/rss+xml', write: rss }
    return { status: 200, headers: { ...known, 'content-type': `${type}; charset=utf-8` }, body: write(outlet, items, changed) }
  }
}

const WRITTEN: Partial<Record<Outlet['form'], { type: string; write: typeof rss }>> = {
  atom: { type: 'application/atom+xml', write: atom },
  'news-sitemap': { type: 'application/xml', write: newsSitemap },
}

function pathOf({ id, form }: Outlet): string {
  return form === 'news-sitemap' ? `/bao/${id}-news.xml` : `/bao/${id}.rss`
}

/** A sitemap of news names what was published in the last two days. */
const NEWS_MS = 48 * 3_600_000

function isNews({ publishedAt }: NewsItem, now: Date): boolean {
  return now.getTime() - publishedAt.getTime() <= NEWS_MS
}

/** An ETag, where one is asked about, outranks the date. */
function isKnown(asked: Question['headers'], known: { etag: string; 'last-modified': string }): boolean {
  if (asked['if-none-match']) return asked['if-none-match'] === known.etag
  return asked['if-modified-since'] === known['last-modified']
}

function rss(outlet: Outlet, items: NewsItem[], changed: Date): string {
  const entries = items.map(
    (item) => `<item>
<title>${escapeXml(item.title)}</title>
<link>${escapeXml(item.url)}</link>
<guid isPermaLink="true">${escapeXml(item.guid)}</guid>
<pubDate>${dateOf(outlet, item.publishedAt)}</pubDate>
<description><![CDATA[${describe(outlet, item)}]]></description>
</item>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel>
<title>${escapeXml(outlet.name)}</title>
<link>${outlet.home}</link>
<description>Tin mô phỏng, không phải tin thật</description>
<language>vi</language>
<lastBuildDate>${dateOf(outlet, changed)}</lastBuildDate>
${entries.join('\n')}
</channel></rss>
`
}

function atom(outlet: Outlet, items: NewsItem[], changed: Date): string {
  const entries = items.map(
    (item) => `<entry>
<id>${escapeXml(item.guid)}</id>
<title>${escapeXml(item.title)}</title>
<link rel="alternate" href="${escapeXml(item.url)}"/>
<published>${zoned(item.publishedAt)}</published>
<updated>${zoned(item.publishedAt)}</updated>
<summary>${escapeXml(item.summary)}</summary>
</entry>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi">
<id>${outlet.home}/</id>
<title>${escapeXml(outlet.name)}</title>
<updated>${zoned(changed)}</updated>
${entries.join('\n')}
</feed>
`
}

/** What outlets keep for search engines where they have no feed: addresses, titles and dates, and not a word more. */
function newsSitemap({ name }: Outlet, items: NewsItem[]): string {
  const entries = items.map(
    (item) => `<url><loc>${escapeXml(item.url)}</loc><news:news>
<news:publication><news:name>${escapeXml(name)}</news:name><news:language>vi</news:language></news:publication>
<news:publication_date>${zoned(item.publishedAt)}</news:publication_date>
<news:title>${escapeXml(item.title)}</news:title>
</news:news></url>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
${entries.join('\n')}
</urlset>
`
}

/** Some outlets put a picture and a `</br>` before the text, as VnExpress did for years. */
function describe(outlet: Outlet, { url, title, summary }: NewsItem): string {
  if (outlet.form !== 'rss-broken-html') return summary.replaceAll(']]>', ']]&gt;')
  return `<a href="${escapeXml(url)}"><img width=130 height=100 src="${outlet.home}/anh.jpg" alt="${escapeXml(title)}"></a></br>${escapeXml(summary)}`
}

function dateOf({ form }: Outlet, at: Date): string {
  const local = new Date(at.getTime() + 7 * 3_600_000).toUTCString()
  return form === 'rss-zoneless' ? local.replace(' GMT', '') : local.replace('GMT', '+0700')
}

function zoned(at: Date): string {
  return `${new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, 19)}+07:00`
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
