import type { Localised } from '@ioc/sql/pack'
import { SourceFault } from './fault.ts'

/** An HTTP status as advice. What the server says in its body stays there: it may repeat our secret. */
export function statusFault(status: number, url: URL): SourceFault {
  const { vi, en, ...details } = adviceOn(status, url)
  const params = { host: url.host, path: url.pathname, status }
  return new SourceFault(
    { vi: `Máy chủ «${url.host}» ${vi}`, en: `The host «${url.host}» ${en}` },
    { ...details, params, status },
  )
}

function adviceOn(
  status: number,
  { pathname }: URL,
): {
  vi: string
  en: string
  code: string
  retry: boolean
  step?: SourceFault['step']
} {
  if (status === 401)
    return {
      vi: 'không nhận thông tin đăng nhập (401). Nguồn này đòi đăng nhập: nếu đang để «Không cần đăng nhập» thì chọn cách bên cung cấp cho biết (mã truy cập, tên và mật khẩu, khóa trong tiêu đề); nếu đã chọn thì kiểm tra lại mã hoặc mật khẩu.',
      en: 'does not accept how we sign in (401). This source asks for a sign-in: where “No sign-in” is chosen, choose the way the provider names (token, name and password, key in a header); where one is chosen, check the token or the password.',
      code: 'unauthorised',
      retry: false,
      step: 'sign-in',
    }
  if (status === 403)
    return {
      vi: 'từ chối quyền truy cập (403). Đề nghị bên cung cấp cấp quyền cho tài khoản này.',
      en: 'denies access (403). Ask the provider to grant it to this account.',
      code: 'forbidden',
      retry: false,
      step: 'sign-in',
    }
  if (status === 404 || status === 410)
    return {
      vi: `không có đường dẫn «${pathname}» (${status}). Kiểm tra lại địa chỉ.`,
      en: `has no path «${pathname}» (${status}). Check the address.`,
      code: 'not_found',
      retry: false,
    }
  if (status === 429)
    return {
      vi: 'yêu cầu gọi thưa hơn (429). Tăng khoảng cách giữa các lần lấy tin.',
      en: 'wants to be called less often (429). Leave more time between pulls.',
      code: 'too_often',
      retry: true,
    }
  if (status >= 500)
    return {
      vi: `đang lỗi (${status}). Sẽ thử lại; nếu kéo dài, báo bên cung cấp.`,
      en: `is failing (${status}). It is tried again; if that goes on, tell the provider.`,
      code: 'server_error',
      retry: true,
    }
  return {
    vi: `trả lời ${status}, không phải dữ liệu. Kiểm tra địa chỉ và tham số.`,
    en: `answers ${status} and no data. Check address and parameters.`,
    code: 'unexpected_status',
    retry: false,
  }
}

export function faultOf(
  error: unknown,
  url: URL,
  { timeoutSeconds, deadlineSeconds }: { timeoutSeconds: number; deadlineSeconds: number },
): SourceFault {
  if (error instanceof SourceFault) return error
  const {
    name = '',
    code: rawCode = '',
    cause,
    errors,
  } = (error ?? {}) as { name?: string; code?: unknown; cause?: unknown; errors?: unknown[] }
  const code = String(rawCode)
  if (cause instanceof SourceFault) return cause
  if (errors?.[0]) return faultOf(errors[0], url, { timeoutSeconds, deadlineSeconds })
  const fault = (called: string, message: Localised, retry: boolean, about: object = {}, step: SourceFault['step'] = 'connect') =>
    new SourceFault(message, { retry, step, code: called, params: { host: url.host, ...about }, cause: error })
  const host = url.hostname
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EAI_NODATA') {
    return fault(
      'host_unknown',
      {
        vi: `Không tìm thấy máy chủ «${host}». Kiểm tra tên miền và mạng của hệ thống.`,
        en: `The host «${host}» was not found. Check its name and the system’s network.`,
      },
      true,
      {},
      'address',
    )
  }
  if (code === 'ECONNREFUSED')
    return fault(
      'refused',
      {
        vi: `Máy chủ «${url.host}» không nhận kết nối. Kiểm tra cổng, hoặc máy chủ đang tắt.`,
        en: `The host «${url.host}» takes no connection. Check the port; it may be switched off.`,
      },
      true,
    )
  if (code === 'UND_ERR_HEADERS_OVERFLOW')
    return fault(
      'too_many_headers',
      {
        vi: `«${url.host}» gửi phần đầu trả lời dài bất thường, có thể gây hại nên không nhận. Báo bên cung cấp kiểm tra máy chủ.`,
        en: `«${url.host}» sends headers so long that they may do harm, so it is not listened to. Tell the provider to look at the host.`,
      },
      false,
    )
  if (code.includes('TIMEOUT') || code === 'ETIMEDOUT')
    return fault(
      'silent',
      {
        vi: `Máy chủ «${host}» không trả lời trong ${timeoutSeconds} giây.`,
        en: `The host «${host}» did not answer within ${timeoutSeconds} seconds.`,
      },
      true,
      { seconds: timeoutSeconds },
    )
  if (name === 'TimeoutError' || name === 'AbortError')
    return fault(
      'too_slow',
      {
        vi: `Máy chủ «${host}» không gửi xong trang trong ${deadlineSeconds} giây.`,
        en: `The host «${host}» did not finish a page within ${deadlineSeconds} seconds.`,
      },
      true,
      {
        seconds: deadlineSeconds,
      },
    )
  if (/CERT|SELF_SIGNED|ALTNAME|UNABLE_TO/.test(code)) {
    return fault(
      'tls_untrusted',
      {
        vi: `Chứng thư TLS của «${host}» không tin được (${code}). Đề nghị bên cung cấp sửa chứng thư.`,
        en: `The TLS certificate of «${host}» can’t be trusted (${code}). Ask the provider to mend it.`,
      },
      false,
      { code },
    )
  }
  if (/SSL|TLS|EPROTO/.test(code))
    return fault(
      'tls_failed',
      {
        vi: `Không bắt tay được TLS với «${host}». Kiểm tra https:// hay http://, và cổng.`,
        en: `No TLS handshake with «${host}». Check https:// or http://, and the port.`,
      },
      false,
    )
  if (/^Z_/.test(code) || code.startsWith('ERR__ERROR') || code.includes('BROTLI'))
    return fault(
      'broken_compression',
      { vi: `«${host}» gửi dữ liệu nén bị hỏng.`, en: `«${host}» sends compressed data that is broken.` },
      true,
      {},
      'sample',
    )
  return fault(
    'connection_lost',
    { vi: `Mất kết nối với «${host}» giữa chừng.`, en: `The connection to «${host}» was lost on the way.` },
    true,
  )
}
