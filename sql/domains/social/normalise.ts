import { z } from 'zod'
import { JUDGED, judge, REVIEWED, Review, unknownReviewed } from '../../src/listening/judge.ts'
import { bandsOf } from '../../src/listening/near-duplicates.ts'
import { placeOf } from '../../src/listening/place.ts'
import { defineNormaliser } from '../../src/pack/normalise.ts'
import { maskIdentifiers } from '../../src/privacy/mask.ts'

const count = z.number().int().min(0).default(0)

/** A public post. There is no field for who posted it, and a feed that maps one is refused by the next start. */
export const Post = Review.extend({
  id: z.string().min(1).max(200),
  channel: z.enum(['facebook', 'tiktok', 'youtube', 'zalo', 'forum']),
  /** Left out for a person's own account, whose name is the person's. */
  outlet: z.string().min(1).max(200).optional(),
  text: z.string().min(1),
  published_at: z.date(),
  updated_at: z.date().optional(),
  repost_of: z.string().max(200).optional(),
  views: count,
  likes: count,
  comments: count,
  shares: count,
  needs_reply: z.boolean().default(false),
  due_at: z.date().optional(),
  answered_at: z.date().optional(),
  is_false: z.boolean().default(false),
  /** The unit it speaks of where no place is named in its text. */
  unit: z.string().min(1),
}).strict()
type Post = z.infer<typeof Post>

/** What is kept of a long text: enough to tell what it is about. */
const KEPT_CHARS = 600

const SOMEONE = 'Tài khoản cá nhân'

/** A post has no title; its first sentence says what it is about. */
function parted(text: string): { title: string; text: string } {
  const [title = '', ...rest] = text.split(/(?<=[.!?…])\s+|\n+/u)
  return { title, text: rest.join(' ') }
}

export default defineNormaliser({
  schema: Post as z.ZodType<Post>,
  columns: {
    channel: 'text',
    outlet: 'text',
    text: 'text',
    published_at: 'timestamptz',
    bands: 'integer[]',
    story_id: 'text',
    repost_of: 'text',
    ...JUDGED,
    views: 'bigint',
    interactions: 'bigint',
    needs_reply: 'boolean',
    due_at: 'timestamptz',
    answered_at: 'timestamptz',
    is_false: 'boolean',
  },
  reviewed: REVIEWED,
  toFact(post, context) {
    const unit = placeOf(post.text, post.published_at, context.unit(post.unit), context)
    if (unit === null) {
      const message = `Không nhận ra đơn vị «${post.unit}». Sửa đơn vị mặc định của nguồn tin.`
      return { problems: [{ field: 'unit', code: 'unknown_unit', message }] }
    }
    // The page was masked before it was stored; a feed that forgot to ask for it still brings no number in.
    const text = maskIdentifiers(post.text).slice(0, KEPT_CHARS)
    const judged = judge(parted(text), post, context)
    if (judged === null) return { problems: [unknownReviewed(post)] }
    return {
      fact: {
        external_id: post.id,
        source_version: (post.updated_at ?? context.receivedAt).getTime(),
        unit_id: judged.reviewed_unit ?? unit,
        channel: post.channel,
        outlet: post.outlet ?? SOMEONE,
        text,
        published_at: post.published_at,
        bands: bandsOf(text),
        // join_stories puts the story's first post here when this one repeats it.
        story_id: post.id,
        repost_of: post.repost_of ?? null,
        ...judged,
        views: post.views,
        interactions: post.likes + post.comments + post.shares,
        needs_reply: post.needs_reply,
        due_at: post.due_at ?? null,
        answered_at: post.answered_at ?? null,
        is_false: post.is_false,
      },
    }
  },
  identify({ id, updated_at }) {
    if (typeof id !== 'string' || id === '') return null
    return { external_id: id, source_version: updated_at instanceof Date ? updated_at.getTime() : null }
  },
})
