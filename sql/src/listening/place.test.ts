import { expect, test } from 'vitest'
import { loadProvince } from '../province/load.ts'
import { makeGazetteer } from '../units/gazetteer.ts'
import { foldName } from '../units/names.ts'
import { placeOf } from './place.ts'

// The real names, in memory.
const { units, successions } = loadProvince('hung-yen')
const ids = new Map(units.map(({ key }, n) => [key, n + 1]))
const keys = new Map(units.map(({ key }, n) => [n + 1, key]))
const gazetteer = makeGazetteer(
  units.map((unit) => ({
    ...unit,
    id: ids.get(unit.key) as number,
    parent_id: unit.parent ? (ids.get(unit.parent) ?? null) : null,
  })),
  units.flatMap((unit) => unit.aliases.map((alias) => ({ alias: foldName(alias), unit_id: ids.get(unit.key) as number }))),
  successions.map(({ from, to }) => ({ from_id: ids.get(from) as number, to_id: ids.get(to) as number })),
)
const NOW = new Date('2026-11-26T08:00:00+07:00')
const HOME = 'hung-yen'

function place(text: string, on = NOW): string {
  return keys.get(placeOf(text, on, ids.get(HOME) as number, { ...gazetteer, receivedAt: NOW }) as number) ?? 'nowhere'
}

test.each([
  ['Người dân xã Như Quỳnh kêu vì rác', 'xa-nhu-quynh'],
  ['Cháy chợ ở phường Phố Hiến. Sáng nay.', 'phuong-pho-hien'],
  ['Hưng Yên khởi công cầu mới', 'hung-yen'],
  // Names of old.
  ['Sạt lở bờ kè tại thành phố Hưng Yên cũ, phường Hiến Nam', 'phuong-hien-nam-11953'],
  ['Tin vui cho Thái Bình cũ và Hưng Yên', 'hung-yen'],
  // Other places of the same names; whose news it is then, the source says.
  ['Lũ lên nhanh ở xã Hưng Yên Bắc, tỉnh Nghệ An', 'nghe-an'],
  ['Lũ lên nhanh ở xã Hưng Yên Nam (Nghệ An)', 'nghe-an'],
  ['Xã Thái Bình Trung, tỉnh Tây Ninh đón nông thôn mới', 'tay-ninh'],
  // Of all the country.
  ['Cả nước giải ngân đạt 60% kế hoạch', 'viet-nam'],
  ['Trên toàn quốc, Hưng Yên đứng thứ 3', 'viet-nam'],
  ['Cả nước giải ngân 60%. Xã Như Quỳnh đạt 80%.', 'xa-nhu-quynh'],
  // Nothing named: the one the source speaks for.
  ['Trời mưa to', 'hung-yen'],
  // Typed without marks.
  ['dan xa nhu quynh keu troi vi rac', 'xa-nhu-quynh'],
  ['ca nuoc xuat khau gao tang', 'viet-nam'],
])('«%s» speaks of %s', (text, unit) => {
  expect(place(text)).toBe(unit)
})

test('what only bears the name is not the province', () => {
  for (const text of ['Cá chết trên sông Thái Bình', 'Kẹt xe ở đường Hưng Yên']) {
    expect(gazetteer.place(text, NOW), text).toBeNull()
  }
})
