import { type Db, type Doer, draftAsSeen, findFeed, Invalid, namesOf, propose } from '@ioc/sql'
import { feedOf } from '@ioc/workers/making'

/** Hands a draft to whoever reviews feeds, as it was at a save. Nobody changes it meanwhile, nor while it waits. */
export async function proposeDraft(
  trx: Db,
  who: Doer,
  { id, edit, note }: { id: number; edit: number; note: string | null },
): Promise<number> {
  const { feed, version, spec, parts, hands } = await draftAsSeen(trx, id, edit)
  const before = feed === null ? null : (await findFeed(trx, feed)).spec
  const after = feedOf(spec, feed ?? 'nguon-moi')
  return propose(
    trx,
    {
      about: 'feeds',
      key: feed ?? `draft/${id}`,
      title: after.title,
      domain: after.domain,
      before,
      after,
      needs: { draft: id, edit, version },
      madeBy: [...parts.flatMap(({ by }) => by ?? []), ...(await namesOf(trx, hands))],
      hands,
      why: note ?? refuseSilent(),
    },
    who,
  )
}

/** Proposes that a feed be again what it was. */
export async function proposeAgain(
  db: Db,
  { feed, spec, note }: { feed: string; spec: unknown; note: string },
  who: Doer,
): Promise<number> {
  const now = await findFeed(db, feed)
  const after = feedOf(spec as Parameters<typeof feedOf>[0], feed)
  const { title, domain } = after
  return propose(
    db,
    { about: 'feeds', key: feed, title, domain, before: now.spec, after, needs: { version: now.version }, why: note },
    who,
  )
}

function refuseSilent(): never {
  throw new Invalid({
    vi: 'Ghi lý do thay đổi, để người duyệt hiểu vì sao.',
    en: 'Write why it is to change, for whoever reviews it to understand.',
  })
}
