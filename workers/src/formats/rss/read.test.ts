import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { collect, pieces } from '../testing.ts'
import { plainText } from './plain-text.ts'
import { readRecords } from './read.ts'
import { settings } from './settings.ts'

const read = async (xml: string | Buffer, options: object = {}) =>
  (await collect(readRecords({ body: pieces(xml, 100), name: 'Báo' }, settings.parse(options)))).map((record) =>
    'value' in record ? record.value : record,
  )
const rss = (items: string) =>
  `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>t</title>${items}</channel></rss>`

const ITEM = `<item><title>Tăng trưởng &amp; hội nhập</title><link> https://a.vn/1 </link><guid>g1</guid>
<description><![CDATA[<a href="x"><img src="y"></a></br>Gi&aacute; l&uacute;a <b>tăng</b>.]]></description>
<pubDate>Tue, 14 Nov 2017 17:42:44 +0700</pubDate></item>`

describe('a news feed', () => {
  test('RSS gives its items without HTML', async () => {
    expect(await read(rss(ITEM))).toEqual([
      expect.objectContaining({
        guid: 'g1',
        url: 'https://a.vn/1',
        title: 'Tăng trưởng & hội nhập',
        summary: 'Giá lúa tăng.',
        published_at: 'Tue, 14 Nov 2017 17:42:44 +0700',
        outlet: 'Báo',
      }),
    ])
  })

  test('Atom gives the same', async () => {
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><id>x</id><entry><id>g1</id><title type="html">Lúa &lt;b&gt;tăng&lt;/b&gt;</title>
      <link rel="enclosure" href="https://a.vn/anh"/><link href="https://a.vn/1"/><updated>2020-01-01T00:00:00Z</updated><summary>s</summary></entry></feed>`
    expect(await read(atom)).toEqual([
      expect.objectContaining({
        guid: 'g1',
        url: 'https://a.vn/1',
        title: 'Lúa tăng',
        summary: 's',
        published_at: '2020-01-01T00:00:00Z',
      }),
    ])
  })

  test("a browser's words before it are passed over", async () => {
    expect(
      await read(`This XML file does not appear to have any style information.\n${rss(ITEM).replace(/^<\?.*?\?>/, '')}`),
    ).toHaveLength(1)
  })

  test('an empty one has no items', async () => expect(await read(rss(''))).toEqual([]))
})

describe('a page that is no news feed', () => {
  test.each([
    ['<!doctype html><html><body>502</body></html>', 'HTML'],
    ['{"a":1}', 'không phải RSS'],
    [`<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${rss('<item><title>&b;</title></item>')}`, 'ENTITY'],
    [`<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>${rss('<item><title>&x;</title></item>')}`, 'ENTITY'],
  ])('%s', async (xml, reason) => {
    await expect(read(xml)).rejects.toThrow(reason)
  })

  test('one longer than its cap', async () => {
    await expect(read(rss('x'.repeat(5_000)), { maxMegabytes: 0.002 })).rejects.toThrow('0.002 MB')
  })

  test('hostile nesting and attributes end soon', { timeout: 10_000 }, async () => {
    await read(rss(`<item>${'<a>'.repeat(50_000)}</item>`)).catch(() => {})
    await read(rss(`<item ${Array.from({ length: 20_000 }, (_, n) => `a${n}="1"`).join(' ')}><title>x</title></item>`)).catch(
      () => {},
    )
    await read(rss(`<item><__proto__><polluted>1</polluted></__proto__><title>x</title></item>`)).catch(() => {})
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })
})

test('plain text keeps what is no tag', () => {
  expect(plainText('1 < 2 &amp;&lt; 3<script>alert(1)</script>&#7855;&#x1EAF;&bogus;')).toBe('1 < 2 &< 3 ắắ&bogus;')
  expect(plainText('<script>'.repeat(5_000)).length).toBeLessThan(10)
})

const saved = new URL('../../../../../shared/data/rss/', import.meta.url)
test.skipIf(!existsSync(saved))('VnExpress as published, 3 × 25 items (skipped without ../shared/data)', async () => {
  for (const file of readdirSync(saved)) {
    const items = await read(readFileSync(new URL(file, saved)))
    expect(items).toHaveLength(25)
    // One item of 14 November 2017 is a title tag without a title and a description that says «No Description».
    const whole = items.filter((item) => 'title' in item && item.title !== '')
    expect(whole).toHaveLength(file.includes('2017-11-14') ? 24 : 25)
    for (const item of whole)
      expect(item).toMatchObject({ url: expect.stringMatching(/^https?:\/\//), summary: expect.not.stringContaining('<') })
  }
})
