import { z } from 'zod'

// A report as data, whatever it is drawn as: on a screen, as PDF, as a workbook. Every word is final.

/** What stands in one cell. `value`: the number behind the text, unrounded, for whoever reckons on; `decimals`: as many as the text shows. */
export const BriefingCell = z.object({
  text: z.string(),
  value: z.number().optional(),
  decimals: z.number().optional(),
  strong: z.boolean().optional(),
})
export type BriefingCell = z.infer<typeof BriefingCell>

export const BriefingColumn = z.object({
  title: z.string(),
  align: z.enum(['left', 'center', 'right']),
  /** Its share of the width. */
  width: z.number().positive(),
})

export const BriefingTable = z.object({
  kind: z.literal('table'),
  /** Of which part of the report, as a workbook calls its sheet. */
  name: z.string(),
  columns: z.array(BriefingColumn),
  rows: z.array(z.array(BriefingCell)),
})
export type BriefingTable = z.infer<typeof BriefingTable>

export const BriefingBlock = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('heading'), text: z.string() }),
  z.object({ kind: z.literal('paragraph'), text: z.string() }),
  /** Small print: what a column means, what was left out. */
  z.object({ kind: z.literal('note'), text: z.string() }),
  BriefingTable,
])
export type BriefingBlock = z.infer<typeof BriefingBlock>

export const BriefingDocument = z.object({
  over: z.string().nullable(),
  body: z.string(),
  /** «Số: 12/BC-VP». */
  number: z.string(),
  place: z.string(),
  /** The day it bears, as it is written: «ngày 30 tháng 11 năm 2026». */
  day: z.string(),
  subject: z.string(),
  /** «Số liệu tính đến …». */
  asOf: z.string(),
  /** It was made after its hour, and why that matters; null where it was not. */
  late: z.string().nullable(),
  /** A figure of it comes from a simulated source. */
  simulated: z.boolean(),
  opening: z.string().nullable(),
  blocks: z.array(BriefingBlock),
  closing: z.string().nullable(),
  recipients: z.array(z.string()),
  signer: z.object({ titles: z.array(z.string()), name: z.string().nullable() }),
})
export type BriefingDocument = z.infer<typeof BriefingDocument>

/** Stands on every page and sheet of what is simulated. */
export const SIMULATED = 'Số liệu mô phỏng'
export const SIMULATED_WARNING = `${SIMULATED}: có số trong báo cáo này do nguồn mô phỏng tạo ra, không dùng để chỉ đạo, điều hành.`
export const STATE_NAME = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'
export const MOTTO = 'Độc lập - Tự do - Hạnh phúc'
export const KIND_OF_DOCUMENT = 'BÁO CÁO'
export const RECIPIENTS = 'Nơi nhận:'
