import { expect, test } from 'vitest'
import { collect, pieces } from '../testing.ts'
import { readRecords } from './read.ts'
import { redactBody } from './redact.ts'
import { settings as Settings } from './settings.ts'

const settings = Settings.parse({})
const RULES = [{ mask: 'title' }, { mask: 'item.description' }, { mask: 'encoded' }, 'creator']

async function redact(items: string, head = '<?xml version="1.0" encoding="utf-8"?>') {
  const page = `${head}<rss version="2.0"><channel><title>Báo</title>${items}</channel></rss>`
  const bytes = Buffer.concat(await collect(redactBody({ body: pieces(page, 13), name: 'Báo' }, settings, RULES)))
  const read = (body: string | Uint8Array) => collect(readRecords({ body: pieces(body), name: 'Báo' }, settings))
  return { text: bytes.toString(), before: await read(page), after: await read(bytes) }
}

test('texts are masked and fields emptied where they stand, in CDATA and under a prefix too; the rest is as it came', async () => {
  const { text, before, after } = await redact(`
    <item><title>Gọi 0912 345 678</title><link>https://a.vn/0912345678.html</link><guid>g1</guid><pubDate>Tue, 14 Nov 2017 17:42:44 +0700</pubDate>
    <description><![CDATA[Thư về lan@example.com <b>ngay</b> </description> rồi 0987654321]]></description>
    <content:encoded xmlns:content="u">STK 1903456789012</content:encoded><dc:creator xmlns:dc="d">Phạm Thu</dc:creator></item>
    <item><title/><guid>g2</guid><description>Lúa tăng</description></item>`)
  expect(text).not.toMatch(/0912 345|0987654321|lan@example|1903456789012|Phạm Thu/)
  expect(text).toContain('<link>https://a.vn/0912345678.html</link>')
  const value = (record: unknown) => (record as { value: Record<string, unknown> }).value
  expect(value(after[0])).toMatchObject({ guid: 'g1', title: 'Gọi [số điện thoại]', url: 'https://a.vn/0912345678.html' })
  expect(value(after[0]).summary).toContain('[thư điện tử]')
  expect(value(after[1])).toEqual(value(before[1]))
})

test('a page that says it is of another encoding is read the same after, and one that leaves its elements open is masked to its end', async () => {
  const { text, after } = await redact(
    '<item><title>Lúa</title><guid>g</guid></item>',
    '<?xml version="1.0" encoding="windows-1252"?>',
  )
  expect(text).toMatch(/^<\?xml version="1\.0"\?>/)
  expect(after).toHaveLength(1)
  const open = '<title>x 0912345678'.repeat(50_000)
  const bytes = await collect(redactBody({ body: pieces(`<rss>${open}`, 60_000), name: 'Báo' }, settings, RULES))
  expect(Buffer.concat(bytes).toString()).not.toContain('0912345678')
})
