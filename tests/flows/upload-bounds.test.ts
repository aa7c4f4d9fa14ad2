import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { UPLOAD_BOUNDS } from '@ioc/server/testing'
import { expect, onTestFinished, test, vi } from 'vitest'
import { serve, until } from '../support/app.ts'
import { hungYen } from '../support/database.ts'
import { cookieOf } from '../support/people.ts'

// Senders that are slow, silent, gone, too many or too long, over real sockets.

const PATIENT = { atOnce: 2, maxBytes: 1024 * 1024, silentMs: 60_000, wholeMs: 60_000 }

/** A server, and a temporary folder of its own for the files on their way. */
async function open(bounds: Partial<typeof PATIENT> = {}) {
  const database = await hungYen()
  const folder = mkdtempSync(join(tmpdir(), 'ioc-bounds-'))
  vi.stubEnv('TMPDIR', folder)
  onTestFinished(() => {
    vi.unstubAllEnvs()
    rmSync(folder, { recursive: true, force: true })
  })
  const { url } = await serve(database, { uploads: { ...PATIENT, ...bounds } })
  const port = Number(new URL(url).port)
  const put = (body: string | null, name = 'a.csv') =>
    fetch(`${url}/api/feeds/nyc311/files/${encodeURIComponent(name)}`, { method: 'PUT', body })
  const stored = async () => {
    const { rows } = await database.pool.query('select (select count(*) from run) + (select count(*) from page) as n')
    return rows[0].n as number
  }
  return { port, put, stored, onTheWay: () => readdirSync(folder).filter((name) => name.startsWith('ioc-upload-')).length }
}

/** A sender that is told what to say word by word, and hears everything. */
function sender(port: number, headers: string, path = '/api/feeds/nyc311/files/a.csv') {
  const socket: Socket = connect(port, '127.0.0.1')
  const heard = { text: '', closed: false }
  socket.on('data', (bytes) => {
    heard.text += bytes
  })
  socket.on('error', () => {})
  socket.on('close', () => {
    heard.closed = true
  })
  onTestFinished(() => void socket.destroy())
  socket.write(`PUT ${path} HTTP/1.1\r\nHost: here\r\nCookie: ${cookieOf()}\r\nX-Ioc: 1\r\n${headers}\r\n\r\n`)
  return { socket, heard }
}

const HEADER = 'Unique Key,Created Date,Complaint Type,Status,Open Data Channel Type\n'

test('while as many files are on their way as may be, the next is asked to come back, and then it is taken', async () => {
  const { port, put, stored, onTheWay } = await open()
  const slow = [sender(port, `Content-Length: ${HEADER.length}`), sender(port, 'Transfer-Encoding: chunked')]
  await until('two files on their way', () => onTheWay() === 2)

  const refused = await put('x'.repeat(500_000))
  expect(refused.status).toBe(503)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await refused.json()).detail).toMatch(/^Đang nhận 2 tệp khác\. Gửi lại sau \d+ giây\.$/)
  expect(await stored()).toBe(0)

  slow[0]?.socket.write(HEADER)
  await until('the slow file taken', () => slow[0]?.heard.text.startsWith('HTTP/1.1 202'))
  expect((await put(`${HEADER}1,3/14/2025 1:20,Noise,Open,ONLINE\n`)).status).toBe(202)
})

test('a sender who falls silent is told so and cut off; half a file is no page and no run, and the place is free again', async () => {
  const { port, put, stored, onTheWay } = await open({ atOnce: 1, silentMs: 300 })
  const { socket, heard } = sender(port, 'Content-Length: 1000')
  socket.write(HEADER)
  await until('the answer', () => heard.text.includes('\r\n\r\n{'))
  expect(heard.text).toMatch(/^HTTP\/1\.1 408 /)
  expect(heard.text).toContain('Tệp đến quá chậm nên đã dừng nhận; không phần nào được lưu.')
  await until('the connection closed', () => heard.closed)
  expect([onTheWay(), await stored()]).toEqual([0, 0])
  expect((await put(HEADER)).status).toBe(202)
})

test('a byte now and then is no upload', async () => {
  const { port, stored, onTheWay } = await open({ silentMs: 1_000, wholeMs: 500 })
  const { socket, heard } = sender(port, 'Content-Length: 1000000')
  const drip = setInterval(() => socket.write('x'), 20)
  onTestFinished(() => clearInterval(drip))
  await until('the answer', () => heard.text.startsWith('HTTP/1.1 408'))
  clearInterval(drip)
  await until('the connection closed', () => heard.closed)
  expect([onTheWay(), await stored()]).toEqual([0, 0])
})

test('a sender who hangs up leaves nothing', async () => {
  const { port, stored, onTheWay } = await open()
  for (const headers of ['Content-Length: 1000', 'Transfer-Encoding: chunked']) {
    const { socket } = sender(port, headers)
    socket.write('5\r\nhello\r\n')
    await until('the file on its way', () => onTheWay() === 1)
    socket.destroy()
    await until('the file gone', () => onTheWay() === 0)
  }
  expect(await stored()).toBe(0)
})

test('a file that is too long is refused, whether it says so or not, and however much still comes', async () => {
  const { port, put, stored, onTheWay } = await open({ silentMs: 1_000 })
  const said = await put('x'.repeat(PATIENT.maxBytes + 1))
  expect(said.status).toBe(413)
  expect((await said.json()).detail).toBe('Tệp lớn hơn 1 MB. Chia nhỏ tệp rồi gửi lại.')

  const { socket, heard } = sender(port, 'Transfer-Encoding: chunked')
  const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`
  const pour = setInterval(() => socket.writable && socket.write(chunk), 5)
  onTestFinished(() => clearInterval(pour))
  await until('the answer', () => heard.text.startsWith('HTTP/1.1 413'))
  await until('the connection closed', () => heard.closed)
  expect([onTheWay(), await stored()]).toEqual([0, 0])
})

test('a name may be long and Vietnamese, and holds nothing a screen can’t show; an empty file is none', async () => {
  const { put, stored } = await open()
  expect((await put(HEADER, `${'ứ'.repeat(251)}.csv`)).status).toBe(202)
  const before = await stored()
  for (const name of [`${'ứ'.repeat(252)}.csv`, 'a\0.csv', 'a\n.csv']) {
    const answer = await put('x', name)
    expect([name.length, answer.status]).toEqual([name.length, 400])
  }
  const empty = await put(null)
  expect([empty.status, (await empty.json()).detail]).toEqual([400, 'Tệp trống. Kiểm tra tệp rồi gửi lại.'])
  expect(await stored()).toBe(before)
})

test('while as many samples are on their way as may be, the next is asked to come back, in the language it was asked in, and then it is taken', async () => {
  const { port } = await open()
  const at = `http://127.0.0.1:${port}`
  const json = { 'content-type': 'application/json', 'accept-language': 'en' }
  const begun = await fetch(`${at}/api/drafts`, { method: 'POST', headers: json, body: '{"connector":"file"}' })
  const path = `/api/drafts/${(await begun.json()).id}/sample/a.csv`
  const put = () => fetch(`${at}${path}`, { method: 'PUT', headers: json, body: `${HEADER}1,3/14/2025 1:20,Noise,Open,ONLINE\n` })
  const begin = () => {
    const slow = sender(port, 'Transfer-Encoding: chunked', path)
    slow.socket.write('1\r\nx\r\n')
    return slow
  }
  const slow = Array.from({ length: UPLOAD_BOUNDS.atOnce }, begin)
  const refused = await until('one is too many', async () => {
    const answer = await put()
    if (answer.status === 503) return answer
    // It was there before one of the slow.
    slow.push(begin())
    return null
  })
  expect((await refused.json()).detail).toBe(
    `${UPLOAD_BOUNDS.atOnce} other samples are being taken in. Send again in a few seconds.`,
  )
  for (const { socket } of slow) socket.destroy()
  await until('there is room again', async () => (await put()).status === 200)
})
