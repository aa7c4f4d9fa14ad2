import { loadCalendar } from '../calendar/load.ts'
import type { SimulatedUnit, World } from './simulate.ts'

// No folder of that name, so the national calendar alone.
const calendar = loadCalendar('an-hoa')

/** A province that was never anything else. */
const before = { until: new Date(0), names: [] }

const DEPARTMENTS = ['so-noi-vu', 'so-tai-chinh', 'so-xay-dung', 'so-y-te', 'so-cong-thuong', 'van-phong-dang-ky-dat-dai']

/** A made-up province of a hundred communes, for tests of simulators. */
export function testWorld(changes: Partial<World> = {}): World {
  const commune = (index: number): SimulatedUnit => ({
    key: `${index % 10 === 0 ? 'phuong' : 'xa'}-${index}`,
    code: `H99.${101 + index}`,
    name: `${index % 10 === 0 ? 'Phường' : 'Xã'} An Hòa ${index}`,
    before,
  })
  return {
    province: { key: 'an-hoa', code: 'H99', name: 'Tỉnh An Hòa', before },
    communes: Array.from({ length: 100 }, (_, index) => commune(index)),
    departments: DEPARTMENTS.map((key, index) => ({ key, code: `H99.${String(index + 1).padStart(2, '0')}`, name: key, before })),
    districts: [],
    calendar,
    seed: 1,
    scale: 0.02,
    start: '2026-08-01',
    settings: {},
    ...changes,
  }
}
