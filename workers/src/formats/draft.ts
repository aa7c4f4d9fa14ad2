import { z } from 'zod'

/** A record before it is numbered through the page. */
export type Draft = { at: string; value: Record<string, unknown> } | { at: string; problem: string; raw: string }

/** A search pattern somebody typed: Unicode, whatever the case. */
export const pattern = z
  .string()
  .min(1)
  .max(300)
  .refine((source) => {
    try {
      return Boolean(new RegExp(source, 'iu'))
    } catch {
      return false
    }
  }, 'không phải biểu thức tìm kiếm hợp lệ')
