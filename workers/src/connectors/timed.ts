import type { Localised } from '@ioc/sql/pack'
import type { CheckStep } from './connector.ts'
import { SourceFault } from './fault.ts'

/** Runs one step of a check. A fault becomes the step's message; anything else is a fault of ours and says so calmly. */
export async function timed<T>(
  step: CheckStep['step'],
  work: () => Promise<{ value: T; message: string | Localised }>,
): Promise<{ step: CheckStep; value?: T }> {
  const started = performance.now()
  const ms = () => Math.round(performance.now() - started)
  try {
    const { value, message } = await work()
    const said = typeof message === 'string' ? { message } : { message: message.vi, en: message.en }
    return { step: { step, ok: true, ms: ms(), ...said }, value }
  } catch (error) {
    if (!(error instanceof SourceFault)) return { step: { step, ok: false, ms: ms(), ...UNFORESEEN } }
    const { message, en, code, params } = error
    return { step: { step, ok: false, ms: ms(), message, en, ...(code && { fault: { code, params } }) } }
  }
}

const UNFORESEEN = {
  message: 'Lỗi ngoài dự kiến khi kiểm tra nguồn. Xem nhật ký của hệ thống.',
  en: 'Something unforeseen went wrong while checking the source. Look into the system’s log.',
}

/** What is said alike of every host that was found. */
export const hostFound = (host: string): Localised => ({ vi: `Tìm thấy máy chủ «${host}».`, en: `The host «${host}» was found.` })

export const accountTaken = (user: string): Localised => ({
  vi: `Máy chủ nhận tài khoản «${user}».`,
  en: `The host accepts the account «${user}».`,
})
