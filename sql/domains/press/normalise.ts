import { z } from 'zod'
import { JUDGED, judge, REVIEWED, Review, unknownReviewed } from '../../src/listening/judge.ts'
import { bandsOf } from '../../src/listening/near-duplicates.ts'
import { placeOf } from '../../src/listening/place.ts'
import { defineNormaliser } from '../../src/pack/normalise.ts'
import { maskIdentifiers } from '../../src/privacy/mask.ts'

/** The four kinds of press the Press Law knows, and the portals of state bodies, which are none. */
export const CHANNELS = ['print', 'online', 'radio', 'television', 'portal'] as const

export const Article = Review.extend({
  guid: z.string().max(1_000).nullish(),
  url: z.string().min(1).max(1_000),
  title: z.string().min(1),
  summary: z.string().default(''),
  outlet: z.string().min(1).max(200),
  channel: z.enum(CHANNELS).default('online'),
  published_at: z.date(),
  /** The unit it speaks of where no place is named in its text. */
  unit: z.string().min(1),
})
type Article = z.infer<typeof Article>
const Key = Article.pick({ guid: true, url: true })

export default defineNormaliser({
  schema: Article as z.ZodType<Article>,
  columns: {
    outlet: 'text',
    channel: 'text',
    title: 'text',
    summary: 'text',
    url: 'text',
    published_at: 'timestamptz',
    bands: 'integer[]',
    story_id: 'text',
    ...JUDGED,
  },
  reviewed: REVIEWED,
  toFact(article, context) {
    const unit = placeOf(`${article.title}.\n${article.summary}`, article.published_at, context.unit(article.unit), context)
    if (unit === null) {
      const message = `Không nhận ra đơn vị «${article.unit}». Sửa đơn vị mặc định của nguồn tin.`
      return { problems: [{ field: 'unit', code: 'unknown_unit', message }] }
    }
    // Whom an article names is published; a number by which somebody is reached or known is of no use here, whoever printed it.
    const [title, summary] = [maskIdentifiers(article.title), maskIdentifiers(article.summary)]
    const judged = judge({ title, text: summary }, article, context)
    if (judged === null) return { problems: [unknownReviewed(article)] }
    const id = canonical(article.guid || article.url)
    return {
      fact: {
        external_id: id,
        source_version: context.receivedAt.getTime(),
        unit_id: judged.reviewed_unit ?? unit,
        outlet: article.outlet,
        channel: article.channel,
        title,
        summary,
        url: article.url,
        published_at: article.published_at,
        bands: bandsOf(`${title} ${summary}`),
        // join_stories puts the story's first article here when this one repeats it.
        story_id: id,
        ...judged,
      },
    }
  },
  identify(record) {
    const { data: known } = Key.safeParse(record)
    return known ? { external_id: canonical(known.guid || known.url), source_version: null } : null
  },
})

/** One article, one id: tracking parameters, fragments, http and https do not make another. */
function canonical(address: string): string {
  const trimmed = address.trim()
  if (!/^https?:\/\//i.test(trimmed)) return trimmed
  try {
    const url = new URL(trimmed)
    for (const name of [...url.searchParams.keys()]) if (/^(utm_|fbclid|gclid)/i.test(name)) url.searchParams.delete(name)
    return `${url.host.replace(/^www\./, '')}${url.pathname.replace(/\/$/, '')}${url.search}`
  } catch {
    return trimmed
  }
}
