import type { BlockedRow } from '@ioc/sql'

/** A page kept out by a rule: nothing of it is stored until its source is mended or the rule is another. */
export class Blocked extends Error {
  override name = 'Blocked'
  readonly en: string

  constructor(page: string, rows: BlockedRow[]) {
    const places = new Set(rows.map(({ place }) => place)).size
    const others = new Set(rows.map(({ rule }) => rule)).size - 1
    const [first] = rows
    super(
      `Quy tắc chặn cả trang «${page}»: ${places} dòng vi phạm${others > 0 ? ` ${others + 1} quy tắc` : ''}, chưa đưa dòng nào của trang vào. Dòng đầu tiên (${first?.at ?? first?.place}): ${first?.message} Báo nguồn sửa rồi chạy lại; nếu số liệu đúng, đổi mức của quy tắc ở «Quy tắc» rồi chạy lại.`,
    )
    this.en = `A rule keeps the whole page «${page}» out: ${places} rows break ${others > 0 ? `${others + 1} rules` : 'it'}, and nothing of the page was taken in. The first (${first?.at ?? first?.place}): ${first?.en ?? first?.message} Tell the source to mend it and run again; where the figures are right, change what the rule does at “Rules” and run again.`
  }
}
