import type { AnnotationsAnswer, EventsAnswer } from '@ioc/server/contract'
import { applyProvince, type Database, keptConfiguration, loadProvince, loadUnitRegistry } from '@ioc/sql'
import { expect, test } from 'vitest'
import { serve } from './support/app.ts'
import { hungYen } from './support/database.ts'

// What happened that bears on figures, and what people note at points of them: over HTTP, as known now and then.

async function desk(database: Database) {
  const { url } = await serve(database)
  const call = async (method: string, path: string, body?: unknown) => {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(
      `${url}${path}`,
      body === undefined ? { method } : { method, headers, body: JSON.stringify(body) },
    )
    return { status: response.status, body: await response.json() }
  }
  const events = async (asked: Record<string, string> | string[][] = {}) => {
    const { status, body } = await call('GET', `/api/events?${new URLSearchParams(asked)}`)
    expect(status, JSON.stringify(body)).toBe(200)
    return (body as EventsAnswer).events
  }
  const kept = async (asked: Record<string, string> = {}) => (await events(asked)).flatMap(({ key, kept }) => (kept ? key : []))
  return { url, call, events, kept }
}

const STORM = {
  kind: 'storm',
  title: { vi: 'Bão số 3' },
  from: '2026-09-07',
  to: '2026-09-08',
  units: ['phuong-pho-hien'],
  indicators: ['dossiers.received_month'],
  domains: [],
  source: 'Bản tin bão của Trung tâm Dự báo',
}
const LAN = { by: 'Lan', why: 'Ghi để đối chiếu' }

test('an event is written down, told where it bears on what is asked, changed by whoever saw it last, and withdrawn', async () => {
  const { call, events, kept } = await desk(await hungYen())
  const added = await call('POST', '/api/events', { ...LAN, event: STORM })
  expect(added).toEqual({ status: 200, body: { key: 'bao-so-3-2026-09-07', version: 1 } })
  const { key } = added.body
  const [found] = (await events()).filter((each) => each.key === key)
  expect(found).toMatchObject({
    title: { vi: 'Bão số 3', en: 'Bão số 3' },
    from: '2026-09-06T17:00:00.000Z',
    to: '2026-09-08T17:00:00.000Z',
    days: true,
    units: [{ key: 'phuong-pho-hien', name: 'Phường Phố Hiến' }],
    origin: 'kept',
    kept: { version: 1, madeIn: 'console', ...LAN, withdrawn: false },
  })

  expect(await kept({ unit: 'phuong-pho-hien', indicator: 'dossiers.received_month' })).toEqual([key])
  expect(await kept({ unit: 'hung-yen' })).toEqual([])
  expect(await kept({ indicator: 'dossiers.overdue' })).toEqual([])
  expect(await kept({ from: '2026-09-08', to: '2026-09-30' })).toEqual([key])
  expect(await kept({ from: '2026-09-09' })).toEqual([])
  expect(await kept({ to: '2026-09-06' })).toEqual([])
  expect(await kept({ from: '2026-09-08T16:59:59Z' })).toEqual([key])

  const wider = { ...STORM, units: [], indicators: [], domains: ['dossiers'] }
  expect(await call('PUT', `/api/events/${key}`, { by: 'Hoa', why: 'Cả tỉnh', seen: 1, event: wider })).toMatchObject({
    body: { version: 2 },
  })
  const late = await call('PUT', `/api/events/${key}`, { ...LAN, seen: 1, event: STORM })
  expect(late.status).toBe(409)
  expect(late.body.detail).toMatch(/^Hoa đã đổi sự kiện này lúc /)
  expect(await call('PUT', `/api/events/${key}`, { ...LAN, seen: 2, event: wider })).toMatchObject({ status: 400 })
  expect(await kept({ unit: 'hung-yen', indicator: 'dossiers.overdue' })).toEqual([key])

  await call('POST', `/api/events/${key}/withdraw`, { by: 'Lan', why: 'Ghi nhầm', seen: 2 })
  expect(await kept()).toEqual([])
  expect((await events({ withdrawn: 'true' })).find((each) => each.key === key)).toMatchObject({
    title: { vi: 'Bão số 3' },
    kept: { version: 3, why: 'Ghi nhầm', withdrawn: true },
  })
  expect((await call('GET', `/api/events/${key}`)).body).toMatchObject([
    { version: 3, spec: null, changes: [] },
    { version: 2, by: 'Hoa', changes: [{ path: 'domains' }, { path: 'indicators' }, { path: 'units', after: '[]' }] },
    { version: 1, by: 'Lan', changes: [] },
  ])
})

test('asked as known then, an event is what was written then', async () => {
  const database = await hungYen()
  const { call, kept, events } = await desk(database)
  const now = async () => {
    const { rows } = await database.pool.query('select clock_timestamp() as at, pg_sleep(0.005)')
    return (rows[0].at as Date).toISOString()
  }
  const before = await now()
  const { key } = (await call('POST', '/api/events', { ...LAN, event: STORM })).body
  const written = await now()
  await call('PUT', `/api/events/${key}`, { ...LAN, seen: 1, event: { ...STORM, title: { vi: 'Bão Yagi', en: 'Yagi' } } })
  const changed = await now()
  await call('POST', `/api/events/${key}/withdraw`, { ...LAN, seen: 2 })
  expect(await kept({ asOf: before })).toEqual([])
  expect((await events({ asOf: written })).find((each) => each.key === key)?.title.vi).toBe('Bão số 3')
  expect((await events({ asOf: changed })).find((each) => each.key === key)?.title.en).toBe('Yagi')
  expect(await kept()).toEqual([])
})

test('an event of an old commune is seen at its successors, and one of a new commune on the map before', async () => {
  const database = await hungYen()
  const { call, events } = await desk(database)
  const units = await loadUnitRegistry(database.db)
  const split = units.all.find(({ kind, id }) => kind === 'commune' && units.successorsOf(id).length > 1)
  if (!split) throw new Error('no commune was split')
  const heirs = units.successorsOf(split.id).map(({ unit }) => unit)
  await call('POST', '/api/events', { ...LAN, event: { ...STORM, from: '2024-09-07', to: '2024-09-08', units: [split.key] } })
  await call('POST', '/api/events', { ...LAN, event: { ...STORM, title: { vi: 'Lụt' }, units: [heirs[0]?.key] } })
  const reaches = async (unit: string, geo: string) =>
    Object.fromEntries(
      (await events({ unit, geo })).flatMap(({ title, kept, reaches: [one] }) => (kept ? [[title.vi, one?.part]] : [])),
    )
  for (const { key } of heirs) expect(await reaches(key, 'today')).toMatchObject({ 'Bão số 3': true })
  expect(await reaches(split.key, '2025-06-30')).toEqual({ 'Bão số 3': false, Lụt: true })
  expect(await reaches('hung-yen', 'today')).toEqual({})
})

test('mergers are told by the registry of units and days off by the calendar, and neither can be written otherwise', async () => {
  const { call, events } = await desk(await hungYen())
  const merger = (await events({ unit: 'phuong-pho-hien', from: '2025-06-01', to: '2025-07-31' })).filter(
    ({ kind }) => kind === 'merger',
  )
  expect(merger).toMatchObject([
    {
      key: 'merger-2025-07-01-hung-yen',
      title: { vi: 'Sáp nhập thành Tỉnh Hưng Yên' },
      from: '2025-06-30T17:00:00.000Z',
      to: '2025-07-01T17:00:00.000Z',
      source: 'Nghị quyết 1666/NQ-UBTVQH15; Nghị quyết 202/2025/QH15',
      origin: 'units',
      kept: null,
    },
  ])
  expect((await events({ unit: 'thai-binh-cu', geo: '2025-06-30' })).some(({ kind }) => kind === 'merger')).toBe(true)
  const tet = (await events({ from: '2026-02-01', to: '2026-02-28' })).filter(({ origin }) => origin === 'calendar')
  expect(tet).toMatchObject([
    { title: { vi: 'Tết Bính Ngọ' }, from: '2026-02-13T17:00:00.000Z', to: '2026-02-22T17:00:00.000Z', source: '9441/TB-BNV' },
  ])
  const { status } = await call('PUT', '/api/events/merger-2025-07-01-hung-yen', { ...LAN, seen: 1, event: STORM })
  expect(status).toBe(409)
})

test('what cannot be meant is refused in words', async () => {
  const { call } = await desk(await hungYen())
  const broken: [object, RegExp][] = [
    [{ to: '2026-09-06' }, /Lúc kết thúc phải sau/],
    [{ from: '2026-09-07T12:00+07:00', to: '2026-09-07T11:00+07:00' }, /Lúc kết thúc phải sau/],
    [{ from: '2026-02-30' }, /năm-tháng-ngày/],
    [{ from: '1800-02-01' }, /1900/],
    [{ title: { vi: ' ' } }, /tên sự kiện/],
    [{ units: ['khong-co'] }, /Không có đơn vị «khong-co»/],
    [{ indicators: ['no.such'] }, /Không có chỉ tiêu/],
    [{ domains: ['no'] }, /Không có lĩnh vực/],
    [{ link: 'javascript:alert(1)' }, /https/],
    [{ source: '' }, /Ghi nguồn/],
  ]
  for (const [wrong, said] of broken) {
    const { status, body } = await call('POST', '/api/events', { ...LAN, event: { ...STORM, ...wrong } })
    expect(status, JSON.stringify(wrong)).toBe(400)
    expect(body.detail).toMatch(said)
  }
})

test('events go along with a configuration; what was written at the desk stands over its files', async () => {
  const database = await hungYen()
  const { call, kept } = await desk(database)
  const { key } = (await call('POST', '/api/events', { ...LAN, event: STORM })).body
  const shipped = loadProvince('hung-yen')
  const event = { ...(await keptConfiguration(database.db)).events[0], id: 'tu-tep' } as (typeof shipped.events)[number]
  await applyProvince(database, { ...shipped, events: [event] })
  expect((await kept()).sort()).toEqual([key, 'tu-tep'])
  await applyProvince(database, shipped)
  expect(await kept()).toEqual([key])
  expect((await keptConfiguration(database.db)).events).toEqual([{ ...STORM, id: key }])
  await applyProvince(database, shipped, 'command')
  expect(await kept()).toEqual([])
  await expect(database.pool.query("update event_version set why = 'x'")).rejects.toThrow()
})

test('a note stands at one point of an indicator, and stays for whoever asks what was known before it was withdrawn', async () => {
  const { call } = await desk(await hungYen())
  const point = {
    indicator: 'dossiers.received',
    unit: 'phuong-pho-hien',
    from: '2026-08-31T17:00:00Z',
    to: '2026-09-30T17:00:00Z',
  }
  const note = { ...point, text: 'Hệ thống ngừng hai ngày', by: 'Lan' }
  const noted = await call('POST', '/api/annotations', note)
  expect(noted).toMatchObject({ status: 200 })
  const { annotation } = noted.body
  await call('POST', '/api/annotations', { ...note, where: ['channel:online'], text: 'Chỉ trực tuyến' })
  const notes = async (asked: Record<string, string> = {}) => {
    const { body } = await call('GET', `/api/annotations?${new URLSearchParams({ indicator: point.indicator, ...asked })}`)
    expect(body).toHaveProperty('annotations')
    return (body as AnnotationsAnswer).annotations
  }
  expect(await notes()).toMatchObject([{ id: annotation, text: note.text, by: 'Lan', where: [], withdrawn: null }])
  expect(await notes({ where: 'channel:online' })).toMatchObject([{ text: 'Chỉ trực tuyến', where: ['channel:online'] }])
  expect(await notes({ unit: 'hung-yen' })).toEqual([])
  expect(await notes({ unit: point.unit, from: '2026-09-01', to: '2026-09-01' })).toHaveLength(1)
  expect(await notes({ from: '2026-10-01' })).toEqual([])
  expect(((await call('GET', '/api/annotations')).body as AnnotationsAnswer).annotations).toHaveLength(2)

  const known = new Date().toISOString()
  await new Promise((done) => setTimeout(done, 5))
  const withdraw = () => call('POST', `/api/annotations/${annotation}/withdraw`, { by: 'Hoa', why: 'Sai ngày' })
  expect((await withdraw()).status).toBe(200)
  const again = await withdraw()
  expect(again.status).toBe(409)
  expect(again.body.detail).toMatch(/^Hoa đã rút ghi chú này lúc /)
  expect(await notes()).toEqual([])
  expect(await notes({ withdrawn: 'true' })).toMatchObject([{ withdrawn: { by: 'Hoa', why: 'Sai ngày' } }])
  expect(await notes({ asOf: known })).toMatchObject([{ withdrawn: null }])
  expect(await notes({ asOf: '2026-01-01' })).toEqual([])

  for (const wrong of [
    { unit: 'khong-co' },
    { indicator: 'no.such' },
    { to: point.from },
    { text: ' ' },
    { where: ['channel:zzz'] },
  ])
    expect((await call('POST', '/api/annotations', { ...note, ...wrong })).status, JSON.stringify(wrong)).toBeGreaterThanOrEqual(
      400,
    )
  expect((await call('POST', '/api/annotations/999/withdraw', { by: 'Hoa', why: 'x' })).status).toBe(404)
})

test('whoever holds the answer already is told that it is unchanged, until something is written', async () => {
  const { url, call } = await desk(await hungYen())
  const ask = async (held?: string) =>
    fetch(`${url}/api/events?unit=hung-yen`, held ? { headers: { 'if-none-match': held } } : {})
  const tag = (await ask()).headers.get('etag') as string
  expect((await ask(tag)).status).toBe(304)
  await call('POST', '/api/events', { ...LAN, event: { ...STORM, units: [] } })
  expect((await ask(tag)).status).toBe(200)
})
