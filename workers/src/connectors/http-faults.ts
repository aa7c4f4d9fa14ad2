import { SourceFault } from './fault.ts'

/** An HTTP status as advice. What the server says in its body stays there: it may repeat our secret. */
export function statusFault(status: number, url: URL): SourceFault {
  const { message, ...details } = adviceOn(status, url)
  const params = { host: url.host, path: url.pathname, status }
  return new SourceFault(`Máy chủ «${url.host}» ${message}`, { ...details, params, status })
}

function adviceOn(
  status: number,
  { pathname }: URL,
): {
  message: string
  code: string
  retry: boolean
  step?: SourceFault['step']
} {
  if (status === 401)
    return {
      message:
        'không nhận thông tin đăng nhập (401). Nguồn này đòi đăng nhập: nếu đang để «Không cần đăng nhập» thì chọn cách bên cung cấp cho biết (mã truy cập, tên và mật khẩu, khóa trong tiêu đề); nếu đã chọn thì kiểm tra lại mã hoặc mật khẩu.',
      code: 'unauthorised',
      retry: false,
      step: 'sign-in',
    }
  if (status === 403)
    return {
      message: 'từ chối quyền truy cập (403). Đề nghị bên cung cấp cấp quyền cho tài khoản này.',
      code: 'forbidden',
      retry: false,
      step: 'sign-in',
    }
  if (status === 404 || status === 410)
    return { message: `không có đường dẫn «${pathname}» (${status}). Kiểm tra lại địa chỉ.`, code: 'not_found', retry: false }
  if (status === 429)
    return { message: 'yêu cầu gọi thưa hơn (429). Tăng khoảng cách giữa các lần lấy tin.', code: 'too_often', retry: true }
  if (status >= 500)
    return { message: `đang lỗi (${status}). Sẽ thử lại; nếu kéo dài, báo bên cung cấp.`, code: 'server_error', retry: true }
  return {
    message: `trả lời ${status}, không phải dữ liệu. Kiểm tra địa chỉ và tham số.`,
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
  const fault = (called: string, message: string, retry: boolean, about: object = {}, step: SourceFault['step'] = 'connect') =>
    new SourceFault(message, { retry, step, code: called, params: { host: url.host, ...about }, cause: error })
  const host = url.hostname
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EAI_NODATA') {
    return fault('host_unknown', `Không tìm thấy máy chủ «${host}». Kiểm tra tên miền và mạng của hệ thống.`, true, {}, 'address')
  }
  if (code === 'ECONNREFUSED')
    return fault('refused', `Máy chủ «${url.host}» không nhận kết nối. Kiểm tra cổng, hoặc máy chủ đang tắt.`, true)
  if (code === 'UND_ERR_HEADERS_OVERFLOW')
    return fault(
      'too_many_headers',
      `«${url.host}» gửi phần đầu trả lời dài bất thường, có thể gây hại nên không nhận. Báo bên cung cấp kiểm tra máy chủ.`,
      false,
    )
  if (code.includes('TIMEOUT') || code === 'ETIMEDOUT')
    return fault('silent', `Máy chủ «${host}» không trả lời trong ${timeoutSeconds} giây.`, true, { seconds: timeoutSeconds })
  if (name === 'TimeoutError' || name === 'AbortError')
    return fault('too_slow', `Máy chủ «${host}» không gửi xong trang trong ${deadlineSeconds} giây.`, true, {
      seconds: deadlineSeconds,
    })
  if (/CERT|SELF_SIGNED|ALTNAME|UNABLE_TO/.test(code)) {
    return fault(
      'tls_untrusted',
      `Chứng thư TLS của «${host}» không tin được (${code}). Đề nghị bên cung cấp sửa chứng thư.`,
      false,
      { code },
    )
  }
  if (/SSL|TLS|EPROTO/.test(code))
    return fault('tls_failed', `Không bắt tay được TLS với «${host}». Kiểm tra https:// hay http://, và cổng.`, false)
  if (/^Z_/.test(code) || code.startsWith('ERR__ERROR') || code.includes('BROTLI'))
    return fault('broken_compression', `«${host}» gửi dữ liệu nén bị hỏng.`, true, {}, 'sample')
  return fault('connection_lost', `Mất kết nối với «${host}» giữa chừng.`, true)
}
