const DAY = /^(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{2}|\d{4})$/
const RUN_TOGETHER = /^(\d{2})(\d{2})(\d{4})$/

/** «31/10/2026» of 2026-10-31. */
export const sayDay = (day: string): string => day.split('-').reverse().join('/')

/** Reads a day as people here write it, day first, into 2026-10-31; null for what is no day of the calendar. */
export function readDay(text: string): string | null {
  const found = DAY.exec(text.trim()) ?? RUN_TOGETHER.exec(text.trim())
  if (!found) return null
  const [day, month, short] = found.slice(1).map(Number) as [number, number, number]
  const year = short < 100 ? 2000 + short : short
  const at = new Date(Date.UTC(year, month - 1, day))
  const isThere = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day
  return isThere ? at.toISOString().slice(0, 10) : null
}
