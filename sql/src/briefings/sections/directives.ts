import { directivesOpenAt, type FoundDirective } from '../../directives/find.ts'
import type { DirectivesSection } from '../briefing.ts'
import type { BriefingBlock, BriefingCell } from '../document.ts'
import { maySpeakOf, type Sight, type Told } from '../sight.ts'
import { SCOPE, sayMoment, saySpan } from '../words.ts'

const DAY_MS = 86_400_000
const STATUS: Partial<Record<string, string>> = { issued: 'Chưa tiếp nhận', accepted: 'Đang thực hiện' }

/** What was ordered and stood open at the instant: the overdue first, then what is due soon. */
export async function directivesOf(sight: Sight, { title, within, most }: DirectivesSection): Promise<Told> {
  const { asOf } = sight.moment
  const open = (await directivesOpenAt(sight.db, asOf)).filter(
    ({ subject, condition }) => maySpeakOf(sight, subject, null) && maySpeakOf(sight, condition?.indicator ?? null, null),
  )
  const overdue = open.filter((directive) => lateness(directive, asOf) > 0)
  const soon = open.filter((directive) => lateness(directive, asOf) <= 0 && lateness(directive, asOf) >= -within * DAY_MS)
  const listed = [...overdue, ...soon]
  const said =
    open.length === 0
      ? `Không có chỉ đạo nào ${SCOPE} đang thực hiện.`
      : `Đang thực hiện ${open.length} chỉ đạo ${SCOPE}: ${overdue.length} quá hạn, ${soon.length} đến hạn trong ${within} ngày tới.`
  const blocks: BriefingBlock[] = [
    { kind: 'heading', text: title },
    { kind: 'paragraph', text: said },
  ]
  if (listed.length > 0)
    blocks.push({
      kind: 'table',
      name: title,
      columns: [
        { title: 'TT', align: 'center', width: 4 },
        { title: 'Nội dung', align: 'left', width: 31 },
        { title: 'Đơn vị chủ trì', align: 'left', width: 21 },
        { title: 'Hạn', align: 'center', width: 13 },
        { title: 'Quá hạn', align: 'center', width: 10 },
        { title: 'Tiến độ (%)', align: 'right', width: 9 },
        { title: 'Tình trạng', align: 'left', width: 14 },
      ],
      rows: listed.slice(0, most).map((directive, index) => rowOf(directive, index, asOf)),
    })
  if (listed.length > most) blocks.push({ kind: 'note', text: `Còn ${listed.length - most} chỉ đạo khác xem trên hệ thống.` })
  return { blocks, simulated: false }
}

const lateness = ({ life }: FoundDirective, at: Date) => at.getTime() - Date.parse(life.dueAt)

function rowOf(directive: FoundDirective, index: number, at: Date): BriefingCell[] {
  const { title, number, unitName, life } = directive
  const late = lateness(directive, at)
  return [
    { text: String(index + 1) },
    { text: number ? `${title} (${number})` : title },
    { text: unitName },
    { text: sayMoment(new Date(life.dueAt)) },
    late > 0 ? { text: saySpan(late / 1_000), strong: true } : { text: '–' },
    { text: String(life.progress), value: life.progress, decimals: 0 },
    { text: STATUS[life.status] ?? life.status },
  ]
}
