import { type Database, hasDoneRun, Invalid, keyFile, openSecret, type StoredFeed, Unavailable } from '@ioc/sql'
import { SourceFault } from '../connectors/fault.ts'
import type { Accepted, Delivery } from '../connectors/receiver.ts'
import { openSettings } from '../connectors/secrets.ts'
import { FeedSpec } from '../feeds/feed-spec.ts'
import { prepareFeed } from '../feeds/prepare.ts'
import { Unreadable } from '../formats/format.ts'
import { type CleanPage, redactPage } from './redact-page.ts'

/** What a feed takes of what is brought to its door, as it may be stored; throws Refused. */
export async function acceptDelivery(database: Database, feed: StoredFeed, delivery: Delivery): Promise<Accepted & CleanPage> {
  const prepared = await prepareFeed(FeedSpec.parse(feed.spec))
  const { brought } = prepared
  if (!brought || brought.receiver.kind === 'file')
    throw new Invalid({
      vi: `Nguồn «${feed.spec.id}» không nhận dữ liệu gửi đến. Khai báo «push», hoặc dùng kiểu kết nối «webhook» hay «form».`,
      en: `The feed «${feed.spec.id}» takes nothing that is sent. Declare «push», or use the connector «webhook» or «form».`,
    })
  const keeper = (name: string) => openSecret(database.db, keyFile(), { feed: feed.spec.id, name })
  const { settings } = await openSettings(brought.receiver.config, brought.settings, keeper).catch((error: unknown) => {
    // Whoever brings something has not shown who they are: what is missing here is told to those who run the feed.
    throw error instanceof SourceFault
      ? new Unavailable({
          vi: 'Nguồn này chưa sẵn sàng nhận. Gửi lại sau.',
          en: 'This feed is not ready to receive. Send again later.',
        })
      : error
  })
  // Its first telling is its history, known by its own clock: what is news must not come before that.
  if (prepared.fetched && !(await hasDoneRun(database.db, feed.id)))
    throw new Unavailable({
      vi: 'Nguồn này đang được đọc lần đầu. Gửi lại sau.',
      en: 'This feed is being read for the first time. Send again later.',
    })
  const page = await brought.receiver.accept(settings, delivery, new Date())
  return { ...page, ...readable(await redactPage(database, feed, prepared, page)) }
}

/** The same of a file sent by hand, which any feed may get; one that gets nothing else says which files. */
export async function acceptFile(
  database: Database,
  feed: StoredFeed,
  file: Omit<Delivery, 'headers'>,
): Promise<Accepted & CleanPage> {
  const prepared = await prepareFeed(FeedSpec.parse(feed.spec))
  const { brought } = prepared
  const page =
    brought?.receiver.kind === 'file'
      ? await brought.receiver.accept(brought.settings, { ...file, headers: {} }, new Date())
      : file
  return { ...page, ...readable(await redactPage(database, feed, prepared, page)) }
}

/** What can't be read, to take out of it what must not be stored, is for whoever brought it to mend. */
function readable({ body, ...page }: CleanPage): CleanPage {
  async function* told() {
    try {
      yield* body
    } catch (error) {
      throw error instanceof Unreadable ? new Invalid({ vi: error.message, en: error.en }, { cause: error }) : error
    }
  }
  return { ...page, body: told() }
}
