import type { Localised } from '@ioc/sql/pack'
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
  const fault = (words: Localised, retry: boolean, step: SourceFault['step']) =>
    new SourceFault(words, { retry, step, cause: error })
  if (level === 'client-authentication')
    return fault(
      {
        vi: `Máy chủ ${at} không nhận tài khoản «${config.user}». Kiểm tra mật khẩu hoặc khóa.`,
        en: `The host ${at} does not accept the account «${config.user}». Check the password or the key.`,
      },
      false,
      'sign-in',
    )
  if (level === 'client-timeout')
    return fault(
      {
        vi: `Máy chủ ${at} không trả lời trong ${config.timeoutSeconds} giây.`,
        en: `The host ${at} did not answer within ${config.timeoutSeconds} seconds.`,
      },
      true,
      'connect',
    )
  if (message.startsWith('Cannot parse privateKey') || message.startsWith('Encrypted'))
    return fault(
      {
        vi: 'Khóa riêng không đọc được hoặc có đặt mật khẩu. Dùng khóa OpenSSH hoặc PEM không mật khẩu.',
        en: 'The private key can’t be read or has a passphrase. Use an OpenSSH or PEM key without one.',
      },
      false,
      'sign-in',
    )
  if (level === 'protocol' || level === 'handshake')
    return fault(
      {
        vi: `«${config.host}:${config.port}» không nói SFTP. Kiểm tra máy chủ và cổng.`,
        en: `«${config.host}:${config.port}» does not speak SFTP. Check host and port.`,
      },
      false,
      'connect',
    )
  if (code === NO_SUCH_FILE)
    return fault(
      {
        vi: `Máy chủ ${at} không có thư mục hoặc tệp này: «${config.folder}». Sửa đường dẫn.`,
        en: `The host ${at} has no such folder or file: «${config.folder}». Correct the path.`,
      },
      false,
      'sample',
    )
  if (code === PERMISSION_DENIED)
    return fault(
      {
        vi: `Tài khoản «${config.user}» không được đọc «${config.folder}». Đề nghị bên cung cấp cấp quyền.`,
        en: `The account «${config.user}» may not read «${config.folder}». Ask the provider to grant it.`,
      },
      false,
      'sample',
    )
  return networkFaultOf(error, new URL(`sftp://${config.host.includes(':') ? `[${config.host}]` : config.host}:${config.port}`), {
    timeoutSeconds: config.timeoutSeconds,
    deadlineSeconds: config.timeoutSeconds,
  })
}

export function otherKey({ host, hostKey }: SftpConfig, shown: string): SourceFault {
  return new SourceFault(
    {
      vi: `Máy chủ «${host}» trình khóa ${shown}, khác khóa đã khai ${hostKey}. Hỏi bên cung cấp trước khi đổi: có thể có kẻ đứng giữa.`,
      en: `The host «${host}» shows the key ${shown}, not the one it was said to have, ${hostKey}. Ask the provider before you change it: somebody may stand between.`,
    },
    { retry: false, step: 'connect' },
  )
}
