import type { OpenCatalogue, OpenDatasetAnswer } from '@ioc/server/contract'
import { heldWith, loadUnitRegistry, registryAsOf, setEmbargo, wholeBuckets } from '@ioc/sql'
import { expect, test } from 'vitest'
import { serve } from './support/app.ts'
import { hungYen } from './support/database.ts'
import { commit, dossier, openRun } from './support/dossiers.ts'
import { ODD, oddThursday } from './support/odd-thursday.ts'

// What anybody may take away: the figures marked open, and nothing else by that door.

/** From the first of January. */
const NOVEMBER_24 = 327

interface DataPackage {
  simulated: boolean
  resources: { path: string; schema: { fields: { name: string; type: string }[]; primaryKey: string[] } }[]
}

const quoted = (text: string) => (text.includes(',') ? `"${text}"` : text)
const json = async <T>(url: string): Promise<T> => (await fetch(url)).json() as Promise<T>

test('the catalogue has what its domain or the figure itself marks open, and what is not in it is not told by that door', async () => {
  const { url } = await serve(await hungYen())
  const { publisher, datasets } = await json<OpenCatalogue>(`${url}/api/open`)
  // Pages of anybody’s may ask, and whatever stands between may keep it.
  const { headers } = await fetch(`${url}/api/open`)
  expect(headers.get('access-control-allow-origin')).toBe('*')
  expect(headers.get('cache-control')).toBe('public, max-age=60')
  expect((await fetch(`${url}/api/open`, { headers: { 'if-none-match': headers.get('etag') ?? '' } })).status).toBe(304)
  const ids = datasets.map(({ id }) => id)
  expect(publisher).toBe('Tỉnh Hưng Yên')
  expect(ids).toContain('dossiers.on_time_rate')
  expect(ids.filter((id) => /^(security|budget|press)\./.test(id))).toEqual([])
  for (const path of ['', '/data.csv', '/datapackage.json']) {
    const answer = await fetch(`${url}/api/open/security.open${path}`)
    expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('Xem danh mục tại /open')])
  }
})

test('what does not add up over units can be opened too, of units that began with the merger', async () => {
  const database = await hungYen()
  const { url } = await serve(database)
  const { datasets } = await json<OpenCatalogue>(`${url}/api/open`)
  const registry = await registryAsOf(database.db, null)
  const measured = datasets.flatMap(({ id }) =>
    registry.indicator(id).compiled.terms.flatMap(({ measure }) => (measure.units === 'sum' ? [] : [[measure.id, id] as const])),
  )
  // One of each measure.
  const alone = [...new Map(measured).values()]
  expect(alone.length).toBeGreaterThan(0)
  const refused: string[] = []
  for (const id of alone) {
    const answer = await fetch(`${url}/api/open/${encodeURIComponent(id)}`)
    if (!answer.ok) refused.push(`${id}: ${((await answer.json()) as { detail: string }).detail}`)
  }
  expect(refused).toEqual([])
})

test('the table, the screen’s answer and what describes it tell the same, cell by cell', async () => {
  const { url } = await serve(await oddThursday())
  const dataset = await json<OpenDatasetAnswer>(`${url}/api/open/dossiers.received_today`)
  const csv = await fetch(`${url}/api/open/dossiers.received_today/data.csv`)
  expect(csv.headers.get('access-control-allow-origin')).toBe('*')
  const [head, ...lines] = (await csv.text()).trim().split('\r\n')
  const { resources, simulated } = await json<DataPackage>(`${url}/api/open/dossiers.received_today/datapackage.json`)
  const [resource] = resources
  expect(resource?.schema.fields.map(({ name }) => name).join(',')).toBe(head)
  expect(simulated).toBe(dataset.rows.some((row) => row.simulated))
  const days = (from: string, to: string) =>
    [from, Date.parse(to) - 1].map((at) => new Date(new Date(at).getTime() + 7 * 3_600_000).toISOString().slice(0, 10))
  expect(lines).toEqual(
    dataset.rows.map((row) =>
      [
        row.unit,
        row.unitCode ?? '',
        quoted(row.unitName),
        ...days(row.from, row.to),
        row.value ?? '',
        row.state,
        row.provisional,
        row.estimate,
        row.simulated,
      ].join(','),
    ),
  )
  // Of each unit and month one, and the whole is the sum of its parts.
  const keys = dataset.rows.map(({ unit, from }) => `${unit} ${from}`)
  expect(new Set(keys).size).toBe(keys.length)
  const november = dataset.rows.filter(({ from }) => from === '2026-10-31T17:00:00.000Z')
  const [whole, ...parts] = november.map(({ value }) => value ?? 0)
  expect(whole).toBe(parts.reduce((sum, value) => sum + value, 0))
  expect(november.find(({ unit }) => unit === ODD.ward)?.value).toBe(160 + 30)
})

test('what is held back until its hour is not in it before', async () => {
  const database = await oddThursday()
  const held = heldWith(await registryAsOf(database.db, null), 'dossiers.received_today')
  const span = wholeBuckets(held, { from: '2026-11-01', to: '2026-12-01' })
  await setEmbargo(database.db, held, { span, until: new Date(Date.now() + 7 * 86_400_000), why: 'họp báo', by: 'Lan' })
  const { url } = await serve(database)
  const csv = await (await fetch(`${url}/api/open/dossiers.received_today/data.csv`)).text()
  expect(csv.split('\r\n').filter((line) => line.includes(',2026-11-01,'))).not.toEqual([])
  for (const line of csv.split('\r\n').filter((each) => each.includes(',2026-11-01,')))
    expect(line).toMatch(/,2026-11-30,,not_yet_due,/)
})

test('what many ask for at once is worked out once, held by whoever has it, and told anew when a figure changes or is held back', async () => {
  const database = await oddThursday()
  const { url } = await serve(database)
  const address = `${url}/api/open/dossiers.received_today`
  const whole = async () => json<OpenDatasetAnswer>(address)
  const ask = (tag = '') => fetch(address, { headers: { 'if-none-match': tag } })

  const asked = await Promise.all(Array.from({ length: 20 }, whole))
  // A minute that ends meanwhile may part them in two.
  expect(new Set(asked.map(({ now }) => now.clocks.computedAt)).size).toBeLessThanOrEqual(2)

  const tagNow = async () => (await ask()).headers.get('etag') as string
  const isHeld = async () => (await ask(await tagNow())).status === 304
  expect((await isHeld()) || (await isHeld())).toBe(true)

  const november = ({ rows }: OpenDatasetAnswer) => rows.find(({ from }) => from === '2026-10-31T17:00:00.000Z')?.value
  const unit = (await loadUnitRegistry(database.db)).find(ODD.ward).id
  const [tag, before] = [await tagNow(), november(await whole()) ?? 0]
  await commit(database, await openRun(database, 'dossiers-sim'), [dossier({ id: 'one more', unit, received: NOVEMBER_24 })])
  expect((await ask(tag)).status).toBe(200)
  expect(november(await whole())).toBe(before + 1)

  const held = heldWith(await registryAsOf(database.db, null), 'dossiers.received_today')
  const span = wholeBuckets(held, { from: '2026-11-01', to: '2026-12-01' })
  await setEmbargo(database.db, held, { span, until: new Date(Date.now() + 7 * 86_400_000), why: 'họp báo', by: 'Lan' })
  expect(november(await whole())).toBeNull()
})
