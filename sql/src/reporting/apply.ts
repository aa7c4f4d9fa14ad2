import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../db.ts'
import { Invalid } from '../errors.ts'
import type { Feed } from '../feeds/feed.ts'
import { isSameSpec } from '../feeds/same-spec.ts'
import { layoutOf } from './layout.ts'
import type { ReportTemplate } from './template.ts'

/** As much of a feed of the connector form as its reports need. */
const Form = z.object({ settings: z.object({ fields: z.array(z.object({ name: z.string() })) }) })

/** Refuses forms whose feed, expectation or fields are not there, naming them. */
export function checkTemplates(templates: ReportTemplate[], feeds: Feed[]): void {
  for (const template of templates) {
    const { id, feed: key, measure } = template
    const feed = feeds.find((each) => each.id === key)
    if (!feed) throw new Invalid(`The report form «${id}» feeds «${key}», which is no feed here.`)
    if (feed.connector !== 'form')
      throw new Invalid(`The report form «${id}» needs a feed of the connector form; «${key}» is ${feed.connector}.`)
    if (!feed.expects.some((each) => each.measure === measure))
      throw new Invalid(`The report form «${id}» answers «${measure}», which the feed «${key}» does not expect.`)
    const asked = new Set(Form.parse(feed).settings.fields.map(({ name }) => name))
    const filled = layoutOf(template).cells.flatMap(({ field, record }) =>
      field === null ? [] : [field, ...Object.keys(JSON.parse(record))],
    )
    const strange = filled.find((field) => !asked.has(field))
    if (strange) throw new Invalid(`The report form «${id}» fills «${strange}», which is no field of the feed «${key}».`)
  }
}

/** Makes the forms of reports what the configuration says, within its transaction; one that is gone takes no new reports. */
export async function applyTemplates(trx: Db, templates: ReportTemplate[]): Promise<void> {
  const known = await trx.selectFrom('report_template').selectAll().forUpdate().execute()
  for (const template of templates) {
    const before = known.find(({ key }) => key === template.id)
    if (before && isSameSpec(before.spec, template)) continue
    const row = { version: (before?.version ?? 0) + 1, spec: JSON.stringify(template) }
    await trx
      .insertInto('report_template')
      .values({ key: template.id, ...row })
      .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
      .execute()
    await trx
      .insertInto('report_template_version')
      .values({ key: template.id, ...row })
      .execute()
  }
  const told = templates.map(({ id }) => id)
  await sql`update report_template set enabled = not enabled where enabled <> (key = any(${told}::text[]))`.execute(trx)
}
