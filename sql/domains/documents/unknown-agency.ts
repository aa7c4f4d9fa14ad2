import type { Problem } from '../../src/pack/normalise.ts'

export function unknownAgency(field: string, agency: string): Problem {
  const message = `Không nhận ra cơ quan «${agency}». Thêm mã định danh hoặc tên này vào danh mục đơn vị, rồi chạy lại.`
  return { field, code: 'unknown_unit', message }
}
