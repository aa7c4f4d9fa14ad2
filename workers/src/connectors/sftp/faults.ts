import { SourceFault } from '../fault.ts'
import { faultOf as networkFaultOf } from '../http-faults.ts'
import type { SftpConfig } from './config.ts'

const NO_SUCH_FILE = 2
const PERMISSION_DENIED = 3

/** What went wrong with an SFTP server, as advice. */
export function faultOf(error: unknown, config: SftpConfig): SourceFault {
  if (error instanceof SourceFault) return error
  const { level, code, message = '' } = error as { level?: string; code?: unknown; message?: string }
  const at = `«${config.host}»`
  const fault = (words: string, retry: boolean, step: SourceFault['step']) =>
    new SourceFault(words, { retry, step, cause: error })
  if (level === 'client-authentication')
    return fault(`Máy chủ ${at} không nhận tài khoản «${config.user}». Kiểm tra mật khẩu hoặc khóa.`, false, 'sign-in')
  if (level === 'client-timeout')
    return fault(`Máy chủ ${at} không trả lời trong ${config.timeoutSeconds} giây.`, true, 'connect')
  if (message.startsWith('Cannot parse privateKey') || message.startsWith('Encrypted'))
    return fault('Khóa riêng không đọc được hoặc có đặt mật khẩu. Dùng khóa OpenSSH hoặc PEM không mật khẩu.', false, 'sign-in')
  if (level === 'protocol' || level === 'handshake')
    return fault(`«${config.host}:${config.port}» không nói SFTP. Kiểm tra máy chủ và cổng.`, false, 'connect')
  if (code === NO_SUCH_FILE)
    return fault(`Máy chủ ${at} không có thư mục hoặc tệp này: «${config.folder}». Sửa đường dẫn.`, false, 'sample')
  if (code === PERMISSION_DENIED) return fault(`Tài khoản «${config.user}» không được đọc «${config.folder}».`, false, 'sample')
  return networkFaultOf(error, new URL(`sftp://${config.host.includes(':') ? `[${config.host}]` : config.host}:${config.port}`), {
    timeoutSeconds: config.timeoutSeconds,
    deadlineSeconds: config.timeoutSeconds,
  })
}

export function otherKey({ host, hostKey }: SftpConfig, shown: string): SourceFault {
  return new SourceFault(
    `Máy chủ «${host}» trình khóa ${shown}, khác khóa đã khai ${hostKey}. Hỏi bên cung cấp trước khi đổi: có thể có kẻ đứng giữa.`,
    { retry: false, step: 'connect' },
  )
}
