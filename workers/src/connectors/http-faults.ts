import { SourceFault } from './fault.ts'

/** An HTTP status as advice. What the server says in its body stays there: it may repeat our secret. */
export function statusFault(status: number, url: URL): SourceFault {
  const host = `Máy chủ «${url.host}»`
  if (status === 401)
    return new SourceFault(`${host} không nhận thông tin đăng nhập (401). Kiểm tra mã truy cập hoặc mật khẩu.`, {
      retry: false,
      step: 'sign-in',
    })
  if (status === 403)
    return new SourceFault(`${host} từ chối quyền truy cập (403). Đề nghị bên cung cấp cấp quyền cho tài khoản này.`, {
      retry: false,
      step: 'sign-in',
    })
  if (status === 404 || status === 410)
    return new SourceFault(`${host} không có đường dẫn «${url.pathname}» (${status}). Kiểm tra lại địa chỉ.`, { retry: false })
  if (status === 429)
    return new SourceFault(`${host} yêu cầu gọi thưa hơn (429). Tăng khoảng cách giữa các lần lấy tin.`, { retry: true })
  if (status >= 500)
    return new SourceFault(`${host} đang lỗi (${status}). Sẽ thử lại; nếu kéo dài, báo bên cung cấp.`, { retry: true })
  return new SourceFault(`${host} trả lời ${status}, không phải dữ liệu. Kiểm tra địa chỉ và tham số.`, { retry: false })
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
  const fault = (message: string, retry: boolean, step: SourceFault['step'] = 'connect') =>
    new SourceFault(message, { retry, step, cause: error })
  const host = url.hostname
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EAI_NODATA') {
    return fault(`Không tìm thấy máy chủ «${host}». Kiểm tra tên miền và mạng của hệ thống.`, true, 'address')
  }
  if (code === 'ECONNREFUSED')
    return fault(`Máy chủ «${url.host}» không nhận kết nối. Kiểm tra cổng, hoặc máy chủ đang tắt.`, true)
  if (code.includes('TIMEOUT') || code === 'ETIMEDOUT')
    return fault(`Máy chủ «${host}» không trả lời trong ${timeoutSeconds} giây.`, true)
  if (name === 'TimeoutError' || name === 'AbortError')
    return fault(`Máy chủ «${host}» không gửi xong trang trong ${deadlineSeconds} giây.`, true)
  if (/CERT|SELF_SIGNED|ALTNAME|UNABLE_TO/.test(code)) {
    return fault(`Chứng thư TLS của «${host}» không tin được (${code}). Đề nghị bên cung cấp sửa chứng thư.`, false)
  }
  if (/SSL|TLS|EPROTO/.test(code))
    return fault(`Không bắt tay được TLS với «${host}». Kiểm tra https:// hay http://, và cổng.`, false)
  if (/^Z_/.test(code) || code.startsWith('ERR__ERROR') || code.includes('BROTLI'))
    return fault(`«${host}» gửi dữ liệu nén bị hỏng.`, true, 'sample')
  return fault(`Mất kết nối với «${host}» giữa chừng.`, true)
}
