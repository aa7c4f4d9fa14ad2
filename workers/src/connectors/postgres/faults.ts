import type { Localised } from '@ioc/sql/pack'
import { SourceFault } from '../fault.ts'
import { faultOf as networkFaultOf } from '../http-faults.ts'
import type { PostgresConfig } from './config.ts'

/** What went wrong with a database, as advice. Its own words are repeated only about the SQL the steward wrote. */
export function faultOf(error: unknown, config: PostgresConfig): SourceFault {
  if (error instanceof SourceFault) return error
  const { code = '', message = '' } = error as { code?: string; message?: string }
  const at = `«${config.host}»`
  const fault = (words: Localised, retry: boolean, step: SourceFault['step']) =>
    new SourceFault(words, { retry, step, cause: error })
  if (code.startsWith('28'))
    return fault(
      {
        vi: `Máy chủ ${at} không nhận tài khoản «${config.user}». Kiểm tra tài khoản, mật khẩu và quyền kết nối.`,
        en: `The host ${at} does not accept the account «${config.user}». Check the account, its password and whether it may connect.`,
      },
      false,
      'sign-in',
    )
  if (code === '3D000')
    return fault(
      {
        vi: `Máy chủ ${at} không có cơ sở dữ liệu «${config.database}». Kiểm tra lại tên.`,
        en: `The host ${at} has no database «${config.database}». Check its name.`,
      },
      false,
      'sign-in',
    )
  if (code === '42501')
    return fault(
      {
        vi: `Tài khoản «${config.user}» chưa được quyền đọc: ${message.slice(0, 200)}. Đề nghị bên cung cấp cấp quyền.`,
        en: `The account «${config.user}» may not read: ${message.slice(0, 200)}. Ask the provider to grant it.`,
      },
      false,
      'sample',
    )
  if (code === '25006')
    return fault(
      { vi: 'Câu SQL định ghi dữ liệu. Chỉ dùng câu select chỉ đọc.', en: 'The SQL would write. Use a select that only reads.' },
      false,
      'sample',
    )
  if (code === '57014' || message === 'Query read timeout')
    return fault(
      {
        vi: `Câu SQL chạy quá ${config.timeoutSeconds} giây. Thêm chỉ mục cho cột mốc, hoặc giảm số dòng mỗi trang.`,
        en: `The SQL takes more than ${config.timeoutSeconds} seconds. Give the column of the mark an index, or take fewer rows a page.`,
      },
      true,
      'sample',
    )
  if (/^(42|22|0A|54)/.test(code))
    return fault(
      {
        vi: `Câu SQL không chạy được: ${message.slice(0, 200)}. Sửa câu SQL.`,
        en: `The SQL does not run: ${message.slice(0, 200)}. Correct it.`,
      },
      false,
      'sample',
    )
  if (/^(53|55|57P|40|58|XX)/.test(code))
    return fault(
      {
        vi: `Máy chủ ${at} đang quá tải hoặc đang dừng (${code}). Sẽ thử lại.`,
        en: `The host ${at} is overloaded or stopping (${code}). It is tried again.`,
      },
      true,
      'connect',
    )
  if (message.includes('SSL connection'))
    return fault(
      {
        vi: `Máy chủ ${at} không dùng TLS. Đề nghị bên cung cấp bật TLS; chỉ tắt «TLS» ở bước «Kết nối» trong mạng riêng.`,
        en: `The host ${at} uses no TLS. Ask the provider to turn it on; turn “TLS” off at “Connect” only within a network of your own.`,
      },
      false,
      'connect',
    )
  if (message.startsWith('timeout expired'))
    return fault(
      {
        vi: `Máy chủ ${at} không trả lời trong ${config.timeoutSeconds} giây.`,
        en: `The host ${at} did not answer within ${config.timeoutSeconds} seconds.`,
      },
      true,
      'connect',
    )
  return networkFaultOf(error, urlOf(config), { timeoutSeconds: config.timeoutSeconds, deadlineSeconds: config.timeoutSeconds })
}

export function tooMuch({ host, maxMegabytes }: PostgresConfig): SourceFault {
  return new SourceFault(
    {
      vi: `«${host}» trả về hơn ${maxMegabytes} MB trong một trang. Giảm số dòng mỗi trang, hoặc tăng «Cỡ trang tối đa (MB)».`,
      en: `«${host}» gives more than ${maxMegabytes} MB in one page. Take fewer rows a page, or allow larger pages.`,
    },
    {
      retry: false,
      step: 'sample',
    },
  )
}

export function noPostgres({ host }: PostgresConfig, cause: unknown): SourceFault {
  return new SourceFault(
    {
      vi: `Máy chủ «${host}» trả lời những gì không phải của PostgreSQL. Kiểm tra máy chủ và cổng.`,
      en: `The host «${host}» does not speak as PostgreSQL does. Check host and port.`,
    },
    {
      retry: true,
      step: 'connect',
      cause,
    },
  )
}

function urlOf({ host, port }: PostgresConfig): URL {
  return new URL(`postgres://${host.includes(':') ? `[${host}]` : host}:${port}`)
}
