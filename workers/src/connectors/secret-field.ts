import { z } from 'zod'

/** A field of a form that holds a secret: shown to no one once it is written. `shortest`: in characters, of the secret itself. */
export function secretField(title: string, help = '', { shortest }: { shortest?: number } = {}) {
  return z
    .string()
    .min(1)
    .max(10_000)
    .meta({
      title,
      help: `${help} «secret:tên» để lấy mã đã cất bằng «ioc secrets set», hoặc «env:IOC_SECRET_…» để lấy từ biến môi trường.`.trim(),
      secret: true,
      ...(shortest !== undefined && { shortest }),
    })
}
