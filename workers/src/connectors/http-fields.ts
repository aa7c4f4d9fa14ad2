import { z } from 'zod'

/** What every source on the network is asked for. */
export const httpFields = {
  timeoutSeconds: z
    .number()
    .min(0.1)
    .max(600)
    .default(30)
    .meta({ title: 'Chờ trả lời tối đa (giây)', help: 'Nguồn im lặng lâu hơn thì coi là mất kết nối.' }),
  deadlineSeconds: z
    .number()
    .min(0.1)
    .max(3600)
    .default(120)
    .meta({ title: 'Hạn cho một trang (giây)', help: 'Tính cả các lần thử lại.' }),
  maxMegabytes: z
    .number()
    .min(0.001)
    .max(500)
    .default(50)
    .meta({ title: 'Cỡ trang tối đa (MB)', help: 'Tính sau khi giải nén.' }),
  redirects: z
    .number()
    .int()
    .min(0)
    .max(5)
    .default(0)
    .meta({ title: 'Số lần chuyển hướng cho phép', help: 'Để 0 trừ khi nguồn thật sự cần.' }),
}

export const address = z
  .string()
  .regex(/^(https?:\/\/\S+|\{\{simulator\}\}\S*)$/, 'phải bắt đầu bằng https:// hoặc http://')
  .meta({
    title: 'Địa chỉ',
    help: 'Địa chỉ đầy đủ, không kèm tên đăng nhập. Ví dụ «https://dichvu.tinh.gov.vn/api/phan-anh».',
  })
