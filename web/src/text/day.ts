const DAY = /^(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{2}|\d{4})$/
const RUN_TOGETHER = /^(\d{2})(\d{2})(\d{4})$/
/** As files and other systems write it; nobody means anything else by it. */
const YEAR_FIRST = /^(\d{4})-(\d{1,2})-(\d{1,2})$/

/** «31/10/2026» of 2026-10-31. */
export const sayDay = (day: string): string => day.split('-').reverse().join('/')

/** Reads a day as people here write it, day first, into 2026-10-31; null for what is no day of the calendar. */
export function readDay(text: string): string | null {
  const written = text.trim()
  const parts =
    DAY.exec(written)?.slice(1) ?? RUN_TOGETHER.exec(written)?.slice(1) ?? YEAR_FIRST.exec(written)?.slice(1).reverse()
  if (!parts) return null
  const [day, month, short] = parts.map(Number) as [number, number, number]
  const year = short < 100 ? 2000 + short : short
  const at = new Date(Date.UTC(year, month - 1, day))
  const isThere = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day
  return isThere ? at.toISOString().slice(0, 10) : null
}
