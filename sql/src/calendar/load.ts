import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Calendar, readCalendar } from './calendar.ts'

const HOUSE = join(dirname(fileURLToPath(import.meta.url)), '../../provinces')

/** By what the files say. To take that in is ten milliseconds, which a wall would spend on many a tile each time it is shown. */
const known = new Map<string, Calendar>()

/** The calendar a province works by: the national one, and over it the province's own calendar.yaml where it has one. */
export function loadCalendar(province: string, house = HOUSE): Calendar {
  const national = join(house, 'national', 'calendar.yaml')
  const own = join(house, province, 'calendar.yaml')
  const paths = own !== national && existsSync(own) ? [national, own] : [national]
  const files = paths.map((path) => ({ path, text: readFileSync(path, 'utf8') }))
  const key = JSON.stringify(files)
  const calendar = known.get(key) ?? readCalendar(...files)
  known.set(key, calendar)
  return calendar
}
