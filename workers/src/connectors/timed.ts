import type { CheckStep } from './connector.ts'
import { SourceFault } from './fault.ts'

/** Runs one step of a check. A fault becomes the step's message; anything else is a fault of ours and says so calmly. */
export async function timed<T>(
  step: CheckStep['step'],
  work: () => Promise<{ value: T; message: string }>,
): Promise<{ step: CheckStep; value?: T }> {
  const started = performance.now()
  const ms = () => Math.round(performance.now() - started)
  try {
    const { value, message } = await work()
    return { step: { step, ok: true, ms: ms(), message }, value }
  } catch (error) {
    const message =
      error instanceof SourceFault ? error.message : 'Lỗi ngoài dự kiến khi kiểm tra nguồn. Xem nhật ký của hệ thống.'
    return { step: { step, ok: false, ms: ms(), message } }
  }
}
