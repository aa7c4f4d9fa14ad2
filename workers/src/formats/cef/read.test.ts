import { describe, expect, test } from 'vitest'
import { collect, pieces } from '../testing.ts'
import { readRecords } from './read.ts'
import { redactBody } from './redact.ts'
import { settings } from './settings.ts'

const DEFAULTS = settings.parse({})
const read = (text: string | Uint8Array, size?: number) =>
  collect(readRecords({ body: pieces(text, size), name: 'soc.log' }, DEFAULTS))
const values = async (text: string, size?: number) =>
  (await read(text, size)).map((record) => ('value' in record ? record.value : record.problem))

const EVENT =
  '<134>Nov 26 08:15:02 siem CEF:0|Hãng|IPS|1.2|100|Quét cổng|7|rt=1795655702000 src=203.0.113.9 act=blocked cs1Label=Đơn vị cs1=H31.05'

test('an event is its header and its pairs, whatever relay it came through', async () => {
  for (const before of [
    '',
    '<134>Nov 26 08:15:02 siem ',
    '<134>1 2026-11-26T08:15:02.003+07:00 siem soc 12 - - \ufeff',
    'Nov 26 08:15:02 siem soc[12]: ',
  ]) {
    const [event] = await values(`${before}CEF:0|Hãng|IPS|1.2|100|Quét cổng|7|act=blocked\n`)
    expect(event, before).toMatchObject({
      vendor: 'Hãng',
      product: 'IPS',
      product_version: '1.2',
      class_id: '100',
      name: 'Quét cổng',
      severity: '7',
      act: 'blocked',
    })
  }
})

test('a custom pair goes by its label too; times come as ISO writes them', async () => {
  const [event] = await values(EVENT)
  expect(event).toMatchObject({ cs1: 'H31.05', don_vi: 'H31.05', rt: '2026-11-26T01:15:02.000Z' })
  expect((await values('CEF:0|a|b|c|d|e|1|start=Nov  6 2026 08:15:02 end=Nov 26 2026 08:15:02.5 UTC'))[0]).toMatchObject({
    start: '2026-11-06T08:15:02',
    end: '2026-11-26T08:15:02.5Z',
  })
})

describe('escapes', () => {
  test.each([
    ['a bar and a backslash in the header', String.raw`CEF:0|a\|b|c\\|d|e|f|5|`, { vendor: 'a|b', product: 'c\\' }],
    ['an equals sign in a value', String.raw`CEF:0|a|b|c|d|e|5|request=x?y\=1 act=ok`, { request: 'x?y=1', act: 'ok' }],
    ['a bar in a value needs none', 'CEF:0|a|b|c|d|e|5|msg=a|b act=ok', { msg: 'a|b', act: 'ok' }],
    ['line breaks', String.raw`CEF:0|a|b|c|d|e|5|msg=hai\ndòng`, { msg: 'hai\ndòng' }],
    ['blanks in a value', 'CEF:0|a|b|c|d|e|5|msg=máy  chủ trả lời act=ok', { msg: 'máy  chủ trả lời', act: 'ok' }],
    ['a value that looks like a path', String.raw`CEF:0|a|b|c|d|e|5|filePath=C:\\x\\n act=ok`, { filePath: 'C:\\x\\n' }],
    ['no value', 'CEF:0|a|b|c|d|e|5|msg= act=ok', { msg: '', act: 'ok' }],
    ['no pairs, no last bar', 'CEF:0|a|b|c|d|e|5', { severity: '5' }],
    ['a field named as a trap', 'CEF:0|a|b|c|d|e|5|__proto__=x constructor=y act=ok', { act: 'ok', constructor: 'y' }],
  ])('%s', async (_, line, event) => {
    expect((await values(line))[0]).toMatchObject(event)
  })
})

test('what is no event is rejected with its line and what to do; blank lines are nothing', async () => {
  const records = await read(`\n${EVENT}\r\nxin chào\rCEF:0|thiếu|trường\n\n${EVENT}`)
  expect(records.map(({ place, at }) => [place, at])).toEqual([
    [1, 'dòng 2'],
    [2, 'dòng 3'],
    [3, 'dòng 4'],
    [4, 'dòng 6'],
  ])
  expect(records[1]).toMatchObject({ problem: expect.stringMatching(/^Dòng 3 không có «CEF:.*Kiểm tra/), raw: 'xin chào' })
  expect(records[2]).toMatchObject({ problem: expect.stringMatching(/^Dòng 4 chỉ có 2 trong 6 trường/) })
})

test('a log reads the same however it is cut', async () => {
  const log = `${EVENT}\r\n`.repeat(5)
  const whole = await values(log)
  for (const size of [1, 2, 3, 7, 64]) expect(await values(log, size)).toEqual(whole)
})

test('a line too long for an event is rejected and does not fill memory', async () => {
  const [long, next] = await values(`CEF:0|a|b|c|d|e|5|msg=${'x'.repeat(200_000)}\n${EVENT}`)
  expect(long).toMatch(/dài hơn 65536 ký tự/)
  expect(next).toMatchObject({ class_id: '100' })
})

describe('before a page is stored', () => {
  const redact = async (text: string, redaction: (string | { mask: string })[]) =>
    Buffer.concat(await collect(redactBody({ body: pieces(text), name: 'soc.log' }, DEFAULTS, redaction))).toString()

  test('pairs are emptied by key or by label, and the event stays where it was', async () => {
    const log = `\n${EVENT}\n${EVENT}`
    const kept = await redact(log, ['src', 'Đơn vị'])
    expect(kept).not.toMatch(/203\.0\.113\.9|H31\.05/)
    const [before, after] = [await read(log), await read(kept)]
    expect(after.map(({ at }) => at)).toEqual(before.map(({ at }) => at))
    expect(after[0]).toMatchObject({ value: { class_id: '100', act: 'blocked', src: '', cs1: '' } })
  })

  test('texts are masked, and a line that is no event loses its words', async () => {
    const kept = await redact(`CEF:0|a|b|c|d|e|5|msg=gọi 0912345678\nsrc=203.0.113.9`, [{ mask: 'msg' }, 'src'])
    expect(kept).not.toMatch(/0912345678|203\.0/)
    expect(await values(kept)).toEqual([
      expect.objectContaining({ msg: expect.stringContaining('gọi') }),
      expect.stringMatching(/^Dòng 2/),
    ])
  })
})
