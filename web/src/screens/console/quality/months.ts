/** 2026-11 as 11/2026. */
export function nameOf(month: string): string {
  return month.split('-').reverse().join('/')
}
