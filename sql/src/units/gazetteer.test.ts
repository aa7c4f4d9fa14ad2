import { expect, test } from 'vitest'
import { makeGazetteer } from './gazetteer.ts'

let next = 1
const unit = (
  key: string,
  name: string,
  kind: string,
  parent: number | null,
  from: string,
  to: string | null = null,
  code: string | null = null,
) => ({
  id: next++,
  key,
  code,
  kind,
  name,
  parent_id: parent,
  valid_from: from,
  valid_to: to,
})
const old = unit('hung-yen-cu', 'Tỉnh Hưng Yên', 'province', null, '1997-01-01', '2025-07-01')
const now = unit('hung-yen', 'Tỉnh Hưng Yên', 'province', null, '2025-07-01', null, '33')
const pho = unit('phuong-pho-hien', 'Phường Phố Hiến', 'commune', now.id, '2025-07-01', null, '11953')
const quynh = unit('xa-nhu-quynh', 'Xã Như Quỳnh', 'commune', now.id, '2025-07-01')
const hoa = unit('hoa-binh', 'Tỉnh Hòa Bình', 'province', null, '1997-01-01')
const { unit: find, place } = makeGazetteer([old, now, pho, quynh, hoa], [{ alias: 'h31.17', unit_id: pho.id }])
const [IN_2009, IN_2026] = [new Date('2009-12-31T00:00:00+07:00'), new Date('2026-11-22T00:00:00+07:00')]

test('a name means the unit that stood on the day', () => {
  expect(find('HƯNG YÊN', IN_2009)).toBe(old.id)
  expect(find('Hưng Yên', IN_2026)).toBe(now.id)
  expect(find('tỉnh Hưng Yên', new Date('2025-06-30T23:59:59+07:00'))).toBe(old.id)
  expect(find('tỉnh Hưng Yên', new Date('2025-07-01T00:00:00+07:00'))).toBe(now.id)
})

test('a unit is known by key, code, alias, name with or without its kind, and by either way of placing a mark', () => {
  for (const name of ['phuong-pho-hien', '11953', 'H31.17', 'Phường Phố Hiến', 'phố hiến', 'Phố Hiến'.normalize('NFD')])
    expect(find(name), name).toBe(pho.id)
  for (const name of ['Hoà Bình', 'HÒA BÌNH', ' Hòa  Bình ']) expect(find(name, IN_2009), name).toBe(hoa.id)
})

test('the only unit that ever bore a name answers for days before it stood', () => {
  expect(find('Xã Như Quỳnh', IN_2009)).toBe(quynh.id)
})

test('a name nobody bears is answered with null', () => {
  expect(find('Atlantis')).toBeNull()
})

test('a text speaks of the one commune it names, of their province when it names several, and of a province it names', () => {
  expect(place('Người dân xã Như Quỳnh phản ánh kênh bốc mùi', IN_2026)).toBe(quynh.id)
  expect(place('Nối phường Phố Hiến với xã Như Quỳnh', IN_2026)).toBe(now.id)
  expect(place('Hưng Yên khởi công đường nối', IN_2026)).toBe(now.id)
  expect(place('Giá vàng hôm nay', IN_2026)).toBeNull()
})

test('xã Hưng Yên Bắc lies in another province', () => {
  expect(place('Lũ lên ở Hưng Yên Bắc', IN_2026)).toBeNull()
})
