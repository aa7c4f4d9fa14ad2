import { listFeeds } from '../../feeds/find.ts'
import { type FeedHealth, feedHealth } from '../../feeds/health.ts'
import { isAbove } from '../../indicators/classification.ts'
import type { SourcesSection } from '../briefing.ts'
import type { BriefingBlock } from '../document.ts'
import { classOfDomain, type Sight, type Told } from '../sight.ts'
import { SCOPE, sayMoment, saySpan } from '../words.ts'

const STATES: Record<FeedHealth['state'], string> = {
  ok: 'Đúng hẹn',
  running: 'Đang đọc',
  waiting: 'Chờ lần đầu',
  failing: 'Đang lỗi',
  stopped: 'Đã dừng',
  late: 'Trễ hẹn',
}

/** Sources that were late, failing or stopped at the instant: whose numbers are older than they should be. */
export async function sourcesOf(sight: Sight, { title, most }: SourcesSection): Promise<Told> {
  const { asOf } = sight.moment
  const domains = new Map((await listFeeds(sight.db)).map(({ spec }) => [spec.id, spec.domain]))
  const feeds = (await feedHealth(sight.db, asOf)).filter(
    ({ key }) => !isAbove(classOfDomain(sight, domains.get(key) ?? null), sight.classification),
  )
  const late = feeds
    .filter(({ state }) => state === 'late' || state === 'failing' || state === 'stopped')
    .sort((a, b) => (a.lastContactAt?.getTime() ?? 0) - (b.lastContactAt?.getTime() ?? 0))
  const said =
    late.length === 0
      ? `Cả ${feeds.length} nguồn dữ liệu ${SCOPE} đúng hẹn.`
      : `${late.length}/${feeds.length} nguồn dữ liệu ${SCOPE} chậm, lỗi hoặc đã dừng; số liệu lấy từ các nguồn này cũ hơn cam kết.`
  const blocks: BriefingBlock[] = [
    { kind: 'heading', text: title },
    { kind: 'paragraph', text: said },
  ]
  if (late.length > 0)
    blocks.push({
      kind: 'table',
      name: title,
      columns: [
        { title: 'TT', align: 'center', width: 4 },
        { title: 'Nguồn', align: 'left', width: 36 },
        { title: 'Đơn vị phụ trách', align: 'left', width: 26 },
        { title: 'Nghe lần cuối', align: 'center', width: 15 },
        { title: 'Im lặng', align: 'center', width: 10 },
        { title: 'Tình trạng', align: 'left', width: 11 },
      ],
      rows: late
        .slice(0, most)
        .map((feed, index) => [
          { text: String(index + 1) },
          { text: `${feed.title.vi}${feed.simulated ? ' (mô phỏng)' : ''}` },
          { text: feed.owner },
          { text: feed.lastContactAt ? sayMoment(feed.lastContactAt) : '–' },
          { text: feed.lastContactAt ? saySpan((asOf.getTime() - feed.lastContactAt.getTime()) / 1_000) : '–' },
          { text: STATES[feed.state], strong: true },
        ]),
    })
  if (late.length > most) blocks.push({ kind: 'note', text: `Còn ${late.length - most} nguồn khác xem trên hệ thống.` })
  return { blocks, simulated: feeds.some(({ simulated }) => simulated) }
}
