import { z } from 'zod'
import { defineNormaliser, type Problem } from '../../src/pack/normalise.ts'
import { sayDay, startOfDay } from '../../src/time/hanoi.ts'
import { GROUPS } from './components.ts'

/** An edition as it is published: every province with its points. */
export const Edition = z.object({
  /** Whose place is looked for in it. */
  unit: z.string().min(1),
  /** A day of the month it speaks of, yyyy-mm-dd. */
  month: z.iso.date(),
  standings: z.array(z.object({ place: z.string().min(1), points: z.number().min(0).max(100) })).min(1),
  /** The unit's points of each group, where the ranking gives them. */
  groups: z.array(z.object({ group: z.enum(GROUPS.map(({ id }) => id)), points: z.number().min(0) })).default([]),
  /** Of how many, where that is said apart: a list cut short then shows. */
  ranked: z.number().int().positive().nullish(),
  updated_at: z.date().nullish(),
})
type Edition = z.infer<typeof Edition>
const Key = Edition.pick({ month: true, updated_at: true })

export default defineNormaliser({
  schema: Edition as z.ZodType<Edition>,
  columns: {
    edition: 'date',
    score: 'numeric',
    rank: 'integer',
    ranked: 'integer',
    above: 'numeric',
    below: 'numeric',
    first: 'numeric',
    standings: 'jsonb',
    groups: 'jsonb',
  },
  toFact(edition, context) {
    const on = startOfDay(edition.month)
    const unit = context.unit(edition.unit, on)
    const own = unit === null ? [] : edition.standings.filter(({ place }) => context.unit(place, on) === unit)
    const problems = problemsOf(edition, unit, own.length)
    const [mine] = own
    if (problems.length > 0 || unit === null || !mine) return { problems }
    const points = edition.standings.map((each) => each.points)
    const better = points.filter((each) => each > mine.points)
    const worse = points.filter((each) => each < mine.points)
    return {
      fact: {
        external_id: idOf(edition),
        source_version: (edition.updated_at ?? context.receivedAt).getTime(),
        unit_id: unit,
        edition: `${idOf(edition)}-01`,
        score: mine.points,
        // Equals share a place.
        rank: better.length + 1,
        ranked: points.length,
        above: better.length > 0 ? Math.min(...better) : null,
        below: worse.length > 0 ? Math.max(...worse) : null,
        first: Math.max(...points),
        standings: Object.fromEntries(edition.standings.map(({ place, points }) => [place, points])),
        groups: Object.fromEntries(edition.groups.map(({ group, points }) => [group, points])),
      },
    }
  },
  identify(record) {
    const { data: known } = Key.safeParse(record)
    return known ? { external_id: idOf(known), source_version: known.updated_at?.getTime() ?? null } : null
  },
})

function problemsOf({ unit: name, month, standings, ranked, groups }: Edition, unit: number | null, own: number): Problem[] {
  const problems: Problem[] = []
  if (unit === null) {
    const message = `Không nhận ra đơn vị «${name}» tại ngày ${sayDay(month)}. Quy đổi tên này về một đơn vị ở bước «Ghép cột»; nếu tên đã đúng, báo người quản trị thêm vào danh mục đơn vị.`
    problems.push({ field: 'unit', code: 'unknown_unit', message })
  } else if (own !== 1) {
    const message =
      own === 0
        ? `Bảng xếp hạng không có «${name}». Kiểm tra tên tỉnh tại nguồn, hoặc thêm tên đó vào danh mục đơn vị.`
        : `Bảng xếp hạng có «${name}» ${own} lần. Sửa tại nguồn.`
    problems.push({ field: 'standings', code: own === 0 ? 'not_listed' : 'listed_twice', message })
  }
  const over = groups.find(({ group, points }) => points > (GROUPS.find(({ id }) => id === group)?.max ?? 0))
  if (over) {
    const message = `Điểm nhóm «${over.group}» là ${over.points}, cao hơn điểm tối đa của nhóm. Kiểm tra lại tại nguồn.`
    problems.push({ field: 'groups', code: 'out_of_range', message })
  }
  if (ranked && ranked !== standings.length) {
    const message = `Bảng ghi ${ranked} đơn vị được xếp hạng nhưng liệt kê ${standings.length}: hạng tính từ bảng thiếu là hạng sai. Lấy lại cả bảng.`
    problems.push({ field: 'ranked', code: 'cut_short', message })
  }
  return problems
}

function idOf({ month }: Pick<Edition, 'month'>): string {
  return month.slice(0, 7)
}
