import { describe, expect, test } from 'vitest'
import { infer, isPersonal, measureIn } from './infer.ts'

describe('what a column looks like', () => {
  test.each([
    [
      'Ngày tiếp nhận',
      ['31/12/2025 08:30', '01/01/2026 14:05', ''],
      { type: 'instant', formats: ['dd/MM/yyyy HH:mm'], eitherWay: false },
    ],
    ['ngay_hen', ['03/04/2026', '05/06/2026'], { type: 'day', formats: ['dd/MM/yyyy'], eitherWay: true }],
    ['created', ['3/14/2025 1:20', '12/31/2025 23:59'], { type: 'instant', formats: ['M/d/yyyy H:mm'] }],
    ['capNhat', ['20261101080000', '20261102093000'], { type: 'instant', formats: ['yyyyMMddHHmmss'] }],
    ['lúc', ['2026-11-01T08:00:00+07:00'], { type: 'instant', formats: [] }],
    ['Năm', [2024, 2025], { type: 'day', formats: ['yyyy'] }],
    ['Số tiền', ['1.234.567,8', '12'], { type: 'number', numbers: null }],
    ['Số tiền', ['1.234', '5.678'], { type: 'integer', numbers: 'vi' }],
    ['Số người', [3, 4, 5], { type: 'integer', numbers: null }],
    ['Mã xã', ['00123', '04567'], { type: 'code' }],
    ['Mã hồ sơ', ['H31.05-260101-0001', 'H31.05-260101-0002'], { type: 'code' }],
    ['Đúng hạn', ['Có', 'Không', 'Có'], { type: 'boolean' }],
    ['Nội dung', ['Rác chưa thu gom', 'Đường hỏng'], { type: 'text' }],
    ['Tệp', [['a'], ['b', 'c']], { type: 'list' }],
    ['Ghi chú', ['', null], { type: 'empty' }],
  ])('%s %j', (name, values, expected) => {
    expect(infer(name, values)).toMatchObject(expected)
  })

  test('some misprints do not make text of dates', () => {
    const dates = Array.from({ length: 40 }, (_, n) => `${String((n % 28) + 1).padStart(2, '0')}/11/2026`)
    expect(infer('ngày', [...dates, 'không rõ', '32/13/2026', '?'])).toMatchObject({ type: 'day', formats: ['dd/MM/yyyy'] })
  })
})

test('a heading says what its figures are counted in', () => {
  expect(measureIn('Dự toán (triệu đồng)')).toBe('triệu đồng')
  expect(measureIn('thu_ty_dong')).toBe('tỷ đồng')
  expect(measureIn('Đồng ý')).toBe(null)
  expect(measureIn('Tỷ lệ')).toBe(null)
})

test('what points at a person is known by its name and by what stands in it', () => {
  expect(isPersonal('Họ và tên', [])).toBe(true)
  expect(isPersonal('nguoiGui.soDienThoai', [])).toBe(true)
  expect(isPersonal('lien_he', ['0912345678', '0987654321'])).toBe(true)
  expect(isPersonal('don_vi', ['Xã Như Quỳnh'])).toBe(false)
})
