import type { Problem } from '../../src/pack/normalise.ts'

export function unknownAgency(field: string, agency: string): Problem {
  const message = `Không nhận ra cơ quan «${agency}». Sửa thành tên hoặc mã có trong danh mục đơn vị; nếu đã đúng, báo người quản trị thêm vào danh mục.`
  return { field, code: 'unknown_unit', message }
}
