import { read, utils } from '@e965/xlsx'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { openWall, serve, until } from './support/app.ts'
import { hungYen } from './support/database.ts'
import { commit, dossier, openRun } from './support/dossiers.ts'
import { heard } from './support/sources.ts'

// What leaves as a table is what the API answers and the wall is sent: the same values, states and clocks.

type Row = Record<string, string>

async function asked(url: string, path: string): Promise<{ json: never; rows: Row[]; headers: Headers }> {
  const [json, csv] = await Promise.all([
    fetch(`${url}${path}`),
    fetch(`${url}${path}${path.includes('?') ? '&' : '?'}format=csv`),
  ])
  const text = await csv.text()
  expect(csv.status, text).toBe(200)
  return { json: (await json.json()) as never, rows: parse(text, { bom: true, columns: true }), headers: csv.headers }
}

/** A province where a commune is told of now, another is silent, and one dossier bears a formula for its name. */
async function toldNow() {
  const database = await hungYen()
  const run = await openRun(database, 'dossiers-sim')
  const { rows } = await database.pool.query(`select key, id from unit where key in ('phuong-pho-hien', 'xa-an-thi')`)
  const id = (key: string) => rows.find((row) => row.key === key).id
  const today = Math.floor((Date.now() - Date.parse('2026-01-01T00:00:00+07:00')) / 86_400_000) + 1
  await commit(database, run, [
    dossier({ id: 'a', unit: id('phuong-pho-hien'), received: today - 1 }),
    dossier({ id: 'b', unit: id('phuong-pho-hien'), received: today - 1 }),
    dossier({ id: 'c', unit: id('xa-an-thi'), received: today - 1 }),
  ])
  await heard(database, new Date())
  return { database, ...(await serve(database)) }
}

test('a table of units has a row for each unit of the answer, with its value, its state and the instant it was known', async () => {
  const { url } = await toldNow()
  const { json, rows, headers } = await asked(url, '/api/readings/dossiers.received_today/units?period=month&kind=commune')
  const { units, geo } = json as { geo: string; units: { key: string; name: string; value: number | null; state: string }[] }
  expect(units.length).toBe(104)
  expect(rows.map(({ unit, unitName, value, state }) => [unit, unitName, value, state])).toEqual(
    units.map(({ key, name, value, state }) => [key, name, value === null ? '' : String(value), state]),
  )
  expect(rows.find(({ unit }) => unit === 'phuong-pho-hien')).toMatchObject({ value: '2', geo, simulated: 'true', part: 'false' })
  for (const { asOf, from, to } of rows)
    for (const instant of [asOf, from, to]) expect(instant).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?\+07:00$/)
  expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(headers.get('content-disposition')).toBe('attachment; filename="dossiers.received_today_units_month_commune.csv"')
  expect(headers.get('etag')).toBeTruthy()
})

test('what the table calls known at an instant is what is answered as of that instant', async () => {
  const { url } = await toldNow()
  const path = '/api/readings/dossiers.received_today/series?period=month&step=day'
  const now = await asked(url, path)
  const asOf = now.rows[0]?.asOf as string
  const then = await asked(url, `${path}&asOf=${encodeURIComponent(asOf)}`)
  expect(then.rows.map(({ value }) => value)).toEqual(now.rows.map(({ value }) => value))
  expect(then.rows.every((row) => row.asOf === asOf)).toBe(true)
})

test('the value on the wall, of the API and in the table are one, and so is its state', async () => {
  const { url } = await toldNow()
  const wall = await openWall(url)
  await wall.watch(['dossiers.overdue'])
  const tile = await until('the tile', () => wall.held.get('dossiers.overdue'))
  const { reading } = tile.data as unknown as { reading: { indicator: string; value: number; state: string; simulated: boolean } }
  const { json, rows } = await asked(url, `/api/readings/${reading.indicator}`)
  const { value, state } = json as { value: number; state: string }
  expect([value, state]).toEqual([reading.value, reading.state])
  expect(rows).toHaveLength(1)
  expect(rows[0]).toMatchObject({ value: String(value), state, simulated: String(reading.simulated) })
})

test('a question that cannot be answered is refused in words, not with half a table', async () => {
  const { url } = await toldNow()
  const answer = await fetch(`${url}/api/readings/dossiers.received_today/units?period=2025-13&format=csv`)
  expect(answer.status).toBe(400)
  expect(answer.headers.get('content-type')).toContain('json')
  expect((await fetch(`${url}/api/readings/dossiers.received_today/units?format=xml`)).status).toBe(400)
})

test('a workbook has the cells of the CSV, days as days, and a second sheet that says the formula, the sources and when it was known', async () => {
  const { url } = await toldNow()
  const known = new Date().toISOString()
  for (const question of [
    '/api/readings/dossiers.on_time_rate?period=month',
    '/api/readings/dossiers.on_time_rate/units?period=month&kind=commune&compare=peers',
    '/api/readings/dossiers.received_today/series?period=month&step=day',
    '/api/readings/dossiers.received_today/units/series?period=month&step=month',
    '/api/readings/dossiers.received_today/parts?period=month&dim=channel',
    '/api/readings/dossiers.received_today/records?period=month',
  ]) {
    const path = `${question}&asOf=${known}`
    const { rows } = await asked(url, path)
    const answer = await fetch(`${url}${path}&format=xlsx`)
    expect(answer.status, path).toBe(200)
    expect(answer.headers.get('content-disposition')).toMatch(/\.xlsx"$/)
    const { Sheets: sheets } = read(await answer.arrayBuffer())
    const linesOf = (name: string) =>
      utils.sheet_to_json<(string | number | boolean | undefined)[]>(sheets[name] as object, { header: 1 })
    const [columns = [], ...lines] = linesOf('Số liệu') as string[][]
    expect(columns, path).toEqual(Object.keys(rows[0] ?? {}))
    const cells = lines.map((line) => columns.map((column, place) => textOf(line[place], column)))
    expect(cells, path).toEqual(rows.map((row) => columns.map((column) => told(row[column] ?? '', column))))

    const notes = new Map(linesOf('Thông tin').map(([name, said]) => [name, String(said)]))
    expect(notes.get('Cách tính'), path).toMatch(path.includes('on_time') ? /^share\(/ : /^dossiers\.received/)
    expect(notes.get('Nguồn số liệu'), path).toBeTruthy()
    expect(notes.get('Theo số liệu đã biết lúc'), path).toMatch(/^\d\d:\d\d ngày \d\d\/\d\d\/\d{4}$/)
    expect(notes.get('Địa chỉ')).toBe(`${url}${path}&format=xlsx`)
  }
})

const INSTANTS = ['from', 'to', 'asOf', 'bucket']
/** A workbook knows neither zones nor parts of a second. */
const told = (text: string, column: string) => (INSTANTS.includes(column) ? text.slice(0, 19) : text)

function textOf(value: unknown, column: string): string {
  if (value === undefined || value === null) return ''
  if (typeof value !== 'number' || !INSTANTS.includes(column)) return String(value)
  // Days since 30 December 1899.
  return new Date(1000 * Math.round((value - 25_569) * 86_400)).toISOString().slice(0, 19)
}
