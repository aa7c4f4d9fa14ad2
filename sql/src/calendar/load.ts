import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Calendar, readCalendar } from './calendar.ts'

const HOUSE = join(dirname(fileURLToPath(import.meta.url)), '../../provinces')

/** The calendar a province works by: the national one, and over it the province's own calendar.yaml where it has one. */
export function loadCalendar(province: string, house = HOUSE): Calendar {
  const national = join(house, 'national', 'calendar.yaml')
  const own = join(house, province, 'calendar.yaml')
  const paths = own !== national && existsSync(own) ? [national, own] : [national]
  return readCalendar(...paths.map((path) => ({ path, text: readFileSync(path, 'utf8') })))
}
