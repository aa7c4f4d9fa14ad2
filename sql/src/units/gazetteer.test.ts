import { describe, expect, test } from 'vitest'
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

test('a kind word is read as tables shorten it, and a whole address part by part', () => {
  for (const name of ['X. Như Quỳnh', 'X.Như Quỳnh', 'x như quỳnh', 'X. NHU QUYNH', 'X. Như Quỳnh, T. Hưng Yên'])
    expect(find(name, IN_2026), name).toBe(quynh.id)
  expect(find('P. Phố Hiến', IN_2026)).toBe(pho.id)
  expect(find('P. Như Quỳnh', IN_2026)).toBeNull()
  expect(find('TT Như Quỳnh', IN_2026)).toBeNull()
})

test('a table of provinces means the province that was, not the ward that took its name', () => {
  const province = unit('thai-binh-cu', 'Tỉnh Thái Bình', 'province', null, '1997-01-01', '2025-07-01')
  const ward = unit('phuong-thai-binh', 'Phường Thái Bình', 'commune', now.id, '2025-07-01')
  const { unit: look } = makeGazetteer([now, province, ward], [])
  const atTheEnd = new Date('2025-12-31T00:00:00+07:00')
  expect(look('Thái Bình', atTheEnd)).toBe(ward.id)
  expect(look('Thái Bình', atTheEnd, ['province'])).toBe(province.id)
  expect(look('Hưng Yên', atTheEnd, ['province'])).toBe(now.id)
  expect(look('Hưng Yên', atTheEnd, ['district'])).toBeNull()
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

describe('communes of old', () => {
  const before = (key: string, name: string, kind: string, parent: number, code: string | null = null) =>
    unit(key, name, kind, parent, '1997-01-01', '2025-07-01', code)
  const thaiBinh = unit('thai-binh-cu', 'Tỉnh Thái Bình', 'province', null, '1997-01-01', '2025-07-01')
  const city = before('thanh-pho-hung-yen-323', 'Thành phố Hưng Yên', 'district', old.id)
  const kimDong = before('huyen-kim-dong-331', 'Huyện Kim Động', 'district', old.id)
  const phuCu = before('huyen-phu-cu-333', 'Huyện Phù Cừ', 'district', old.id)
  const kienXuong = before('huyen-kien-xuong-343', 'Huyện Kiến Xương', 'district', thaiBinh.id)
  const hienNam = before('phuong-hien-nam-11953', 'Phường Hiến Nam', 'commune', city.id, '11953')
  const ngocThanh = before('xa-ngoc-thanh-12322', 'Xã Ngọc Thanh', 'commune', kimDong.id, '12322')
  const dongThanh = before('xa-dong-thanh-12304', 'Xã Đồng Thanh', 'commune', kimDong.id)
  const minhTan = before('xa-minh-tan-12394', 'Xã Minh Tân', 'commune', phuCu.id)
  const otherMinhTan = before('xa-minh-tan-13177', 'Xã Minh Tân', 'commune', kienXuong.id)
  const hoaBinh = before('xa-hoa-binh-13135', 'Xã Hòa Bình', 'commune', kienXuong.id)
  const oldNhuQuynh = before('xa-nhu-quynh-cu', 'Xã Như Quỳnh', 'commune', phuCu.id)
  const office = before('so-van-hoa-cu', 'Sở Văn hóa, Thể thao và Du lịch', 'department', old.id)
  const otherOffice = before('so-van-hoa-thai-binh-cu', 'Sở Văn hóa, Thể thao và Du lịch', 'department', thaiBinh.id)
  const former = [thaiBinh, city, kimDong, phuCu, kienXuong, hienNam, ngocThanh, dongThanh, minhTan, otherMinhTan, hoaBinh]
  const units = [old, now, pho, quynh, hoa, ...former, oldNhuQuynh, office, otherOffice]
  const { unit: find, place } = makeGazetteer(
    units,
    [],
    [
      { from_id: old.id, to_id: now.id },
      { from_id: thaiBinh.id, to_id: now.id },
    ],
  )
  const [IN_2009, IN_2024, TODAY] = [new Date('2009-12-31'), new Date('2024-05-01'), undefined]

  test('a code means the commune that had it on the day, and today the one that has it now', () => {
    expect(find('11953', IN_2024)).toBe(hienNam.id)
    expect(find('11953', TODAY)).toBe(pho.id)
    expect(find('12322', TODAY)).toBe(ngocThanh.id)
  })

  test('a name both old and new means the one of the day', () => {
    expect(find('xã Như Quỳnh', IN_2024)).toBe(oldNhuQuynh.id)
    expect(find('xã Như Quỳnh', TODAY)).toBe(quynh.id)
    expect(find('xã Như Quỳnh, huyện Phù Cừ', TODAY)).toBe(oldNhuQuynh.id)
  })

  test('an old name that only one bore keeps meaning it', () => {
    expect(find('Xã Ngọc Thanh', TODAY)).toBe(ngocThanh.id)
  })

  test('a name of several needs its district, however that is written', () => {
    expect(find('xã Minh Tân', IN_2024)).toBeNull()
    expect(find('xã Minh Tân', TODAY)).toBeNull()
    for (const name of [
      'xã Minh Tân, huyện Phù Cừ',
      'Xã Minh Tân (huyện Phù Cừ)',
      'Xã Minh Tân huyện Phù Cừ',
      'xã Minh Tân - Phù Cừ',
      'XÃ MINH TÂN, HUYỆN PHÙ CỪ, TỈNH HƯNG YÊN',
    ])
      expect(find(name, IN_2024), name).toBe(minhTan.id)
    expect(find('xã Minh Tân, tỉnh Thái Bình', TODAY)).toBe(otherMinhTan.id)
    expect(find('xã Minh Tân, huyện Kim Động', IN_2024)).toBeNull()
  })

  test('a comma in a name is no address', () => {
    expect(find('Sở Văn hóa, Thể thao và Du lịch', IN_2024)).toBeNull()
    expect(find('Sở Văn hóa, Thể thao và Du lịch tỉnh Thái Bình', IN_2024)).toBe(otherOffice.id)
  })

  test('a new commune may be addressed by the province it came from', () => {
    expect(find('phường Phố Hiến, tỉnh Hưng Yên', TODAY)).toBe(pho.id)
    expect(find('phường Phố Hiến, tỉnh Thái Bình', TODAY)).toBe(pho.id)
  })

  test('a bare name means the highest unit that bears it', () => {
    expect(find('Hưng Yên', IN_2009)).toBe(old.id)
    expect(find('Hòa Bình', IN_2009)).toBe(hoa.id)
    expect(find('Xã Hòa Bình', IN_2009)).toBe(hoaBinh.id)
  })

  test('a text of old days speaks of the units of its day', () => {
    expect(place('Khởi công tại phường Hiến Nam', IN_2024)).toBe(hienNam.id)
    expect(place('Xã Ngọc Thanh và xã Đồng Thanh đón chuẩn nông thôn mới', IN_2024)).toBe(kimDong.id)
    expect(place('Xã Ngọc Thanh và xã Hòa Bình kết nghĩa', IN_2024)).toBeNull()
    expect(place('Xã Minh Tân (huyện Phù Cừ) được mùa vải', IN_2024)).toBe(minhTan.id)
    expect(place('Xã Minh Tân ở Hưng Yên được mùa vải', IN_2024)).toBe(old.id)
  })

  test('a former name in passing does not make a text of today ambiguous', () => {
    expect(place('Cháy tại phường Phố Hiến (phường Hiến Nam cũ)', TODAY)).toBe(pho.id)
    expect(place('Cháy tại phường Hiến Nam cũ', TODAY)).toBe(hienNam.id)
    expect(place('Hưng Yên, Thái Bình về một nhà', TODAY)).toBe(now.id)
  })
})

test('xã Hưng Yên Bắc lies in another province', () => {
  expect(place('Lũ lên ở Hưng Yên Bắc', IN_2026)).toBeNull()
})

test('an agency of a province that grew keeping its name is the one of that day', () => {
  const binh = unit('thai-binh-cu', 'Tỉnh Thái Bình', 'province', null, '1997-01-01', '2025-07-01')
  const [here, there] = [old, binh].map((province) =>
    unit(`so-tu-phap-${province.key}`, 'Sở Tư pháp', 'department', province.id, '1997-01-01', '2025-07-01'),
  )
  const today = unit('so-tu-phap', 'Sở Tư pháp', 'department', now.id, '2025-07-01')
  const became = [old, binh].map(({ id }) => ({ from_id: id, to_id: now.id }))
  const { unit: find } = makeGazetteer(
    [old, binh, now, here, there, today].filter((each) => each !== undefined),
    [],
    became,
  )
  expect(find('Sở Tư pháp tỉnh Hưng Yên', IN_2009)).toBe(here?.id)
  expect(find('Sở Tư pháp tỉnh Thái Bình', IN_2009)).toBe(there?.id)
  expect(find('Sở Tư pháp tỉnh Hưng Yên', IN_2026)).toBe(today.id)
})

test('what bears the name of a province is not the province', () => {
  for (const text of ['Cháy ở xã Hưng Yên, tỉnh nào đó', 'Tắc đường Hưng Yên', 'Cá chết trên sông Hưng Yên', 'Phố Hưng Yên mưa'])
    expect(place(text, IN_2026), text).toBeNull()
  expect(place('Thành phố Hưng Yên cũ lên đèn', IN_2026)).toBe(now.id)
})

test('a text typed without marks speaks of the same places', () => {
  expect(place('dan xa nhu quynh keu troi vi rac', IN_2026)).toBe(quynh.id)
  expect(place('hung yen ngap het roi', IN_2026)).toBe(now.id)
  expect(place('lu len o hung yen bac', IN_2026)).toBeNull()
  // With marks elsewhere, a name without them is another word.
  expect(place('Đi xa nhu quynh', IN_2026)).toBeNull()
})
