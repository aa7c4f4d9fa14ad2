import { SourceFault } from '../fault.ts'
import { faultOf as networkFaultOf } from '../http-faults.ts'
import type { PostgresConfig } from './config.ts'

/** What went wrong with a database, as advice. Its own words are repeated only about the SQL the steward wrote. */
export function faultOf(error: unknown, config: PostgresConfig): SourceFault {
  if (error instanceof SourceFault) return error
  const { code = '', message = '' } = error as { code?: string; message?: string }
  const at = `«${config.host}»`
  const fault = (words: string, retry: boolean, step: SourceFault['step']) =>
    new SourceFault(words, { retry, step, cause: error })
  if (code.startsWith('28'))
    return fault(
      `Máy chủ ${at} không nhận tài khoản «${config.user}». Kiểm tra tài khoản, mật khẩu và quyền kết nối.`,
      false,
      'sign-in',
    )
  if (code === '3D000') return fault(`Máy chủ ${at} không có cơ sở dữ liệu «${config.database}».`, false, 'sign-in')
  if (code === '42501') return fault(`Tài khoản «${config.user}» chưa được quyền đọc: ${message.slice(0, 200)}.`, false, 'sample')
  if (code === '25006') return fault('Câu SQL định ghi dữ liệu. Chỉ dùng câu select chỉ đọc.', false, 'sample')
  if (code === '57014' || message === 'Query read timeout')
    return fault(
      `Câu SQL chạy quá ${config.timeoutSeconds} giây. Thêm chỉ mục cho cột mốc, hoặc giảm số dòng mỗi trang.`,
      true,
      'sample',
    )
  if (/^(42|22|0A|54)/.test(code))
    return fault(`Câu SQL không chạy được: ${message.slice(0, 200)}. Sửa câu SQL.`, false, 'sample')
  if (/^(53|55|57P|40|58|XX)/.test(code))
    return fault(`Máy chủ ${at} đang quá tải hoặc đang dừng (${code}). Sẽ thử lại.`, true, 'connect')
  if (message.includes('SSL connection'))
    return fault(
      `Máy chủ ${at} không dùng TLS. Đề nghị bên cung cấp bật TLS; chỉ đặt «tls: off» trong mạng riêng.`,
      false,
      'connect',
    )
  if (message.startsWith('timeout expired'))
    return fault(`Máy chủ ${at} không trả lời trong ${config.timeoutSeconds} giây.`, true, 'connect')
  return networkFaultOf(error, urlOf(config), { timeoutSeconds: config.timeoutSeconds, deadlineSeconds: config.timeoutSeconds })
}

export function tooMuch({ host, maxMegabytes }: PostgresConfig): SourceFault {
  return new SourceFault(
    `«${host}» trả về hơn ${maxMegabytes} MB trong một trang. Giảm số dòng mỗi trang, hoặc tăng «Cỡ trang tối đa (MB)».`,
    {
      retry: false,
      step: 'sample',
    },
  )
}

export function noPostgres({ host }: PostgresConfig, cause: unknown): SourceFault {
  return new SourceFault(`Máy chủ «${host}» trả lời những gì không phải của PostgreSQL. Kiểm tra máy chủ và cổng.`, {
    retry: true,
    step: 'connect',
    cause,
  })
}

function urlOf({ host, port }: PostgresConfig): URL {
  return new URL(`postgres://${host.includes(':') ? `[${host}]` : host}:${port}`)
}
