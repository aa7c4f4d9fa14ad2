/** The year a heading tells, as «Dự toán năm 2010» does; nothing where it tells none. */
export function yearIn(heading: string): string {
  return /(?<!\d)(19|20)\d{2}(?!\d)/.exec(heading)?.[0] ?? ''
}
