import { type ChildProcess, fork } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type AlertLetter,
  attemptsOf,
  type ChannelKey,
  type Database,
  findMessages,
  keyFile,
  removeContact,
  sendAgain,
  sendTest,
  setChannel,
  setChannelSecret,
} from '@ioc/sql'
import type { OutwardKey } from '@ioc/workers/delivery'
import { startSender } from '@ioc/workers/testing'
import { simpleParser } from 'mailparser'
import { expect, onTestFinished, test, vi } from 'vitest'
import { until } from '../support/app.ts'
import { hungYen } from '../support/database.ts'
import { people } from '../support/escalation.ts'
import { mailServer, receiver } from '../support/receivers.ts'

// Messages on their way out, to a real mail server and to receivers that fail, hang and repeat.

vi.stubEnv('IOC_DATA_DIR', mkdtempSync(join(tmpdir(), 'ioc-delivery-')))

const HOME = 'https://ioc.example.vn'
const SECRET = 'mot-khoa-ky-du-dai-de-kiem-tra'
const EMAIL = { host: '127.0.0.1', security: 'none', from: 'ioc@example.vn' }

const LETTER: AlertLetter = {
  about: 'alerts',
  groups: [
    {
      subject: 'dossiers.on_time_rate',
      title: { vi: 'Hồ sơ đã kết thúc đúng hạn', en: 'Dossiers that ended on time' },
      level: 'critical',
      unit: { vi: '%', en: '%' },
      decimals: 1,
      of: 2,
      lines: ['Phường Phố Hiến', 'Xã <b>Tân Hưng</b>'].map((unit, n) => ({
        alert: n + 1,
        unit,
        kind: 'told',
        status: 'firing',
        level: 'critical',
        measured: 71.2,
        bound: 90,
        target: 98,
        since: '2026-11-20T01:15:00.000Z',
        trend: [95, 93, null, 80, 71.2],
      })),
    },
  ],
  total: 2,
  left: 0,
  isEscalated: false,
}

/** A person with an address, a channel set up, and a message that waits for it. */
async function waiting(
  channel: OutwardKey,
  address: string,
  settings: Record<string, unknown>,
  secrets: Record<string, string> = {},
) {
  const database = await hungYen()
  await people(database, { lan: { unit: 'van-phong-ubnd', role: 'specialist', addresses: { [channel]: address } } })
  for (const [name, value] of Object.entries(secrets)) await setChannelSecret(database.db, keyFile(), { channel, name }, value)
  await setChannel(database.db, { key: channel, settings, off: false, by: 'Quản trị' })
  const id = await write(database, channel, address)
  return { database, id }
}

async function write({ pool }: Database, channel: ChannelKey, address: string): Promise<number> {
  const made = await pool.query(
    "insert into message (contact, channel, address, letter) values ('lan', $1, $2, $3) returning id",
    [channel, address, JSON.stringify(LETTER)],
  )
  return made.rows[0].id
}

async function sending({ db }: Database, channel: OutwardKey): Promise<void> {
  const sender = await startSender(db, channel, HOME, (error) => console.error(error))
  onTestFinished(() => sender.close())
}

/** What a message that failed waits for is here at once. */
const hurry = ({ pool }: Database) => pool.query("update message set due_at = now() where status = 'waiting'")

async function settled({ db }: Database, id: number) {
  return until('it is settled', async () => {
    const found = (await findMessages(db, { limit: 10 })).find((each) => each.id === id)
    return found && found.status !== 'waiting' ? found : null
  })
}

const attempts = async ({ db }: Database, id: number) =>
  (await attemptsOf(db, id)).map(({ outcome, answer }) => `${outcome} ${answer.vi}`)

test('a letter says in Vietnamese what is wrong, where, by how much, since when, how it went, and where to see to it', async () => {
  const { port, mails } = await mailServer({ users: { ioc: 'mật khẩu' } })
  const { database, id } = await waiting(
    'email',
    'lan@example.vn',
    { ...EMAIL, port, user: 'ioc', password: 'secret:password' },
    { password: 'mật khẩu' },
  )
  await sending(database, 'email')
  expect(await settled(database, id)).toMatchObject({ status: 'sent', attempts: 1 })
  const { text = '', html, attachments, ...mail } = await simpleParser(mails[0]?.text ?? '')
  expect(mails[0]?.to).toEqual(['lan@example.vn'])
  expect(mail.messageId).toBe(`<ioc-${id}@example.vn>`)
  expect(mail.subject).toBe('[Nghiêm trọng] Hồ sơ đã kết thúc đúng hạn – 2 nơi')
  expect(text).toContain('NGHIÊM TRỌNG · Hồ sơ đã kết thúc đúng hạn')
  expect(text).toContain('Phường Phố Hiến: 71,2 % (ngưỡng 90, mục tiêu 98), từ 08:15 ngày 20/11/2026 █▇ ▄▁')
  expect(text).toContain(`Xem và tiếp nhận: ${HOME}/console/alerts`)
  expect(html).not.toContain('<b>Tân Hưng')
  expect(attachments.map(({ cid, content }) => [cid, content.subarray(1, 4).toString()])).toEqual([
    ['trend-1', 'PNG'],
    ['trend-2', 'PNG'],
  ])
})

test('a mail server that is busy is tried again, one that knows no such person is not, and every answer is kept', async () => {
  let times = 0
  const busy = await mailServer({
    answer: () => {
      if (++times < 3) throw Object.assign(new Error('Try again later'), { responseCode: 451 })
    },
  })
  const first = await waiting('email', 'lan@example.vn', { ...EMAIL, port: busy.port })
  await sending(first.database, 'email')
  for (const count of [1, 2]) {
    await until('it failed', async () => (await attempts(first.database, first.id)).length === count)
    expect((await findMessages(first.database.db, { limit: 1 }))[0]).toMatchObject({ status: 'waiting', attempts: count })
    await hurry(first.database)
  }
  expect(await settled(first.database, first.id)).toMatchObject({ status: 'sent', attempts: 3 })
  expect(busy.mails.length).toBe(1)

  const strange = await mailServer({
    answer: () => {
      throw Object.assign(new Error('No such user here: <lan@example.vn>'), { responseCode: 550 })
    },
  })
  const second = await waiting('email', 'lan@example.vn', { ...EMAIL, port: strange.port })
  await sending(second.database, 'email')
  expect(await settled(second.database, second.id)).toMatchObject({
    status: 'dead',
    // Whose address it was is not kept with what is kept for good.
    answer: {
      vi: expect.stringContaining('No such user here: <***>'),
      en: expect.stringContaining('No such user here: <***>'),
    },
  })
})

test('a password that is wrong is told without being told, and once it is mended what was given up can be sent', async () => {
  const { port, mails } = await mailServer({ users: { ioc: 'dung-roi' } })
  const settings = { ...EMAIL, port, user: 'ioc', password: 'secret:password' }
  const { database, id } = await waiting('email', 'lan@example.vn', settings, { password: 'sai-bet-nhe' })
  await sending(database, 'email')
  await until('it failed', async () => (await attempts(database, id)).length === 1)
  await database.pool.query('update message set attempts = 9, due_at = now()')
  expect(await settled(database, id)).toMatchObject({ status: 'dead' })
  expect((await attempts(database, id)).join()).toMatch(/Invalid login/)
  expect((await attempts(database, id)).join()).not.toContain('sai-bet')
  await setChannelSecret(database.db, keyFile(), { channel: 'email', name: 'password' }, 'dung-roi')
  await sendAgain(database.db, id)
  await until('it is sent', async () => mails.length === 1)
  await expect(sendAgain(database.db, id)).rejects.toThrow('đã dừng gửi')
})

test('a webhook is signed as Standard Webhooks has it, and bears the same id when it comes again', async () => {
  const { url, got } = await receiver((_, times) => [times === 1 ? 503 : 200, { ok: times > 1 }])
  const { database, id } = await waiting('webhook', `${url}/hook`, { secret: 'secret:secret' }, { secret: SECRET })
  await sending(database, 'webhook')
  await until('it failed', async () => (await attempts(database, id)).length === 1)
  await hurry(database)
  expect(await settled(database, id)).toMatchObject({ status: 'sent' })
  expect(await attempts(database, id)).toEqual([
    expect.stringContaining('failed HTTP 503'),
    expect.stringContaining('sent HTTP 200'),
  ])
  expect(got.map(({ headers }) => headers['webhook-id'])).toEqual([`ioc-${id}`, `ioc-${id}`])
  for (const { headers, body } of got) {
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
    expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', SECRET).update(signed).digest('base64')}`)
    expect(JSON.parse(body)).toMatchObject({ type: 'alerts', data: { total: 2, link: `${HOME}/console/alerts` } })
  }
})

test('a receiver that hangs holds up nobody else; one that sends us on, or lies within, is not gone to', async () => {
  const hanging = await receiver(() => null)
  const { database } = await waiting('webhook', hanging.url, { secret: 'secret:secret' }, { secret: SECRET })
  const { port, mails } = await mailServer()
  await database.pool.query(`update contact set addresses = addresses || '{"email": "lan@example.vn"}'`)
  await setChannel(database.db, { key: 'email', settings: { ...EMAIL, port }, off: false, by: 'Quản trị' })
  await sending(database, 'webhook')
  await until('it hangs', () => hanging.got.length === 1)
  await sendTest(database.db, { contact: 'lan', channel: 'email' })
  await sending(database, 'email')
  await until('the mail is sent', () => mails.length === 1)

  const inside = await receiver(() => [200, {}])
  const on = await receiver(() => [302, {}])
  for (const [address, answer] of [
    [on.url, 'HTTP 302'],
    ['http://169.254.169.254/latest', 'Không được phép kết nối'],
  ] as const) {
    const other = await waiting('webhook', address, { secret: 'secret:secret' }, { secret: SECRET })
    await sending(other.database, 'webhook')
    await until('it failed', async () => (await attempts(other.database, other.id)).length === 1)
    expect((await attempts(other.database, other.id))[0]).toContain(answer)
  }
  expect(inside.got).toEqual([])
})

test('a short message goes out as the provider’s manual has it, without diacritics, and only its own word for success is success', async () => {
  const { url, got } = await receiver((_, times) => [200, { code: times === 1 ? '7' : '0' }])
  const { database, id } = await waiting(
    'sms',
    '0912 345 678',
    {
      url: `${url}/send`,
      token: 'secret:token',
      authorization: 'Bearer {{token}}',
      body: '{"phone": "{{to}}", "content": "{{text}}", "requestId": "{{ref}}"}',
      success: '"code":"0"',
      ascii: true,
      longest: 160,
    },
    { token: 'ma-cua-nha-mang' },
  )
  await sending(database, 'sms')
  await until('it failed', async () => (await attempts(database, id)).length === 1)
  const [failed] = (await findMessages(database.db, { limit: 1 })).map(({ answer }) => answer)
  expect(failed).toMatchObject({
    vi: expect.stringMatching(/^Cổng tin nhắn trả lời/),
    en: expect.stringMatching(/^The gateway answers/),
  })
  await hurry(database)
  expect(await settled(database, id)).toMatchObject({ status: 'sent' })
  expect(got.map(({ headers }) => headers.authorization)).toEqual(Array(2).fill('Bearer ma-cua-nha-mang'))
  const { phone, content, requestId } = JSON.parse(got[1]?.body ?? '{}')
  expect({ phone, requestId }).toEqual({ phone: '0912345678', requestId: `ioc-${id}` })
  expect(content).toBe(`[Nghiem trong] Ho so da ket thuc dung han - 2 noi ${HOME}/console/alerts`)
})

test('Zalo’s token is renewed once it has run out, and its next is kept: each is good once', async () => {
  let refresh = 'r1'
  let access = ''
  const { url, got } = await receiver(({ path, headers, body }) => {
    if (path === '/v4/oa/access_token') {
      if (new URLSearchParams(body).get('refresh_token') !== refresh)
        return [200, { error: -14014, error_name: 'Invalid refresh token' }]
      refresh = `r${Number(refresh.slice(1)) + 1}`
      access = `a${refresh}`
      return [200, { access_token: access, refresh_token: refresh, expires_in: '90000' }]
    }
    if (headers.access_token !== access) return [200, { error: -216, message: 'Access token is invalid' }]
    return [200, { error: 0, message: 'Success', data: { message_id: `z${got.length}` } }]
  })
  const settings = { appId: '123', appSecret: 'secret:appSecret', refreshToken: 'secret:refreshToken', api: url, oauth: url }
  const { database, id } = await waiting('zalo', '4420011223344', settings, { appSecret: 'bi-mat', refreshToken: 'r1' })
  await sending(database, 'zalo')
  expect(await settled(database, id)).toMatchObject({ status: 'sent', answer: { vi: 'z2' } })
  access = 'lost'
  const next = await write(database, 'zalo', '4420011223344')
  expect(await settled(database, next)).toMatchObject({ status: 'sent', attempts: 1 })
  expect(got.map(({ path }) => path)).toEqual([
    '/v4/oa/access_token',
    '/v3.0/oa/message/cs',
    '/v3.0/oa/message/cs',
    '/v4/oa/access_token',
    '/v3.0/oa/message/cs',
  ])
  expect(JSON.parse(got[1]?.body ?? '')).toMatchObject({
    recipient: { user_id: '4420011223344' },
    message: { text: expect.stringContaining('NGHIÊM TRỌNG') },
  })
})

test.each([
  ['where what is kept of it ends', (token: string) => `${'.'.repeat(290)}${token}`],
  ['as JSON writes it', (token: string) => JSON.stringify({ got: token })],
  ['as a form writes it', (token: string) => new URLSearchParams({ got: token }).toString()],
  ['in base64, behind a name', (token: string) => Buffer.from(`ioc:${token}:x`).toString('base64')],
  ['behind a character that is no text', (token: string) => `\0${token}`],
])(
  'a gateway that repeats our secret %s does not make us keep it, refused or sent, and is asked no oftener',
  async (_, repeated) => {
    const token = 'ma "bi mat"/dai+du'
    const { url, got } = await receiver((_, times) => [times === 1 ? 503 : 200, repeated(token)])
    const settings = {
      url,
      token: 'secret:token',
      body: '{"to": "{{to}}", "text": "{{text}}", "key": "{{token}}"}',
      success: '',
      ascii: true,
      longest: 160,
    }
    const { database, id } = await waiting('sms', '0912345678', settings, { token })
    await sending(database, 'sms')
    await until('it failed', async () => (await attempts(database, id)).length === 1)
    await hurry(database)
    expect(await settled(database, id)).toMatchObject({ status: 'sent', attempts: 2 })
    expect(got.length).toBe(2)
    for (const answer of await attempts(database, id)) {
      expect(answer).toMatch(/^(failed HTTP 503|sent )/)
      for (const part of ['ma ', 'ma+', 'bi mat', 'bi+mat', 'dai', ...piecesInBase64(token)]) expect(answer).not.toContain(part)
    }
  },
)

/** Six letters in a row of its base64, wherever in it they stand. */
function piecesInBase64(token: string): string[] {
  const all = Buffer.from(`ioc:${token}:x`).toString('base64').slice(8, -8)
  return Array.from({ length: all.length - 5 }, (_, at) => all.slice(at, at + 6))
}

test('Zalo tells a new token in no way we read: it stays out of the receipt; a message it took is not sent again for how its id is written', async () => {
  const { url, got } = await receiver(({ path }, times) => {
    if (path !== '/v4/oa/access_token') return [200, { error: 0, data: { message_id: 12 } }]
    return [200, times === 1 ? 'access_token=ma-moi-cap&refresh_token=r2' : { access_token: 'a', refresh_token: 'r2' }]
  })
  const settings = { appId: '123', appSecret: 'secret:appSecret', refreshToken: 'secret:refreshToken', api: url, oauth: url }
  const { database, id } = await waiting('zalo', '4420011223344', settings, { appSecret: 'bi-mat', refreshToken: 'r1' })
  await sending(database, 'zalo')
  await until('it failed', async () => (await attempts(database, id)).length === 1)
  expect((await attempts(database, id))[0]).toMatch(/^failed Zalo trả lời không phải JSON/)
  expect((await attempts(database, id))[0]).not.toContain('moi-cap')
  await hurry(database)
  expect(await settled(database, id)).toMatchObject({ status: 'sent', attempts: 2, answer: { vi: '12' } })
  expect(got.map(({ path }) => path)).toEqual(['/v4/oa/access_token', '/v4/oa/access_token', '/v3.0/oa/message/cs'])
})

test('who is taken off the list gets nothing that was on its way, and nothing again until they are put back', async () => {
  const { url, got } = await receiver(() => [503, 'busy'])
  const { database, id } = await waiting('webhook', url, { secret: 'secret:secret' }, { secret: SECRET })
  await sending(database, 'webhook')
  await until('it failed', async () => (await attempts(database, id)).length === 1)
  await removeContact(database.db, 'lan')
  await hurry(database)
  expect(await settled(database, id)).toMatchObject({ status: 'dead' })
  expect(await attempts(database, id)).toEqual([
    expect.stringContaining('503'),
    'refused Người nhận đã được đưa ra khỏi danh sách.',
  ])
  expect(got.length).toBe(1)
  await expect(sendAgain(database.db, id)).rejects.toThrow('Thêm lại người này')
  await people(database, { lan: { unit: 'van-phong-ubnd', role: 'specialist', addresses: { webhook: url } } })
  await sendAgain(database.db, id)
  await until('it is tried', () => got.length === 2)
})

test('dispatchers killed with -9 at any moment lose no message; what comes twice bears the same id', async () => {
  const { port, mails } = await mailServer()
  const database = await hungYen()
  await people(database, { lan: { unit: 'van-phong-ubnd', role: 'specialist', addresses: { email: 'lan@example.vn' } } })
  await setChannel(database.db, { key: 'email', settings: { ...EMAIL, port }, off: false, by: 'Quản trị' })
  const dispatchers = [1, 2].map(() => dispatcherOf(database))
  const written: number[] = []
  for (let round = 0; round < 5; round++) {
    for (let n = 0; n < 6; n++) written.push(await write(database, 'email', 'lan@example.vn'))
    const one = round % dispatchers.length
    await until('some are sent', () => mails.length > 4 * round, 90)
    dispatchers[one]?.kill('SIGKILL')
    dispatchers[one] = dispatcherOf(database)
  }
  await until(
    'all are sent',
    async () => {
      await hurry(database)
      return (await findMessages(database.db, { status: 'sent', limit: 1_000 })).length === written.length
    },
    60_000,
  )
  const ids = mails.map(({ messageId }) => messageId)
  expect(new Set(ids)).toEqual(new Set(written.map((id) => `<ioc-${id}@example.vn>`)))
})

function dispatcherOf({ url }: Database): ChildProcess {
  const child = fork(new URL('../support/dispatcher.ts', import.meta.url), {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, DATABASE_URL: url, IOC_PRIVATE_SOURCES: '127.0.0.0/8' },
    stdio: 'ignore',
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}
