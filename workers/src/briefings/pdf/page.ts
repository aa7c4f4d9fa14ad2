// The page of Decree 30/2020/NĐ-CP, Appendix I: A4, margins of 20 mm above and below, 30 left, 15 right; body of 13 points.

const MM = 72 / 25.4

export const MARGINS = { top: 20 * MM, bottom: 20 * MM, left: 30 * MM, right: 15 * MM }
export const WIDTH = (210 - 30 - 15) * MM
export const INDENT = 10 * MM

export const SIZE = { body: 13, head: 12, table: 10.5, note: 11, recipients: 11, recipientsTitle: 12, subject: 14 }
