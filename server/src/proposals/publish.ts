import {
  type AlertRule,
  alertRuleTrouble,
  Conflict,
  changeAlertRule,
  changeRule,
  type Database,
  type Db,
  findKind,
  lockProposal,
  namedIn,
  type Proposal,
  publishTyped,
  registryAsOf,
  setProposal,
  type TypedSpec,
} from '@ioc/sql'
import type { JobQueue } from '@ioc/workers/jobs'
import { type PublishedFeed, publishAgain, publishDraft } from '../publishing/publish-feed.ts'

interface House {
  database: Database
  queue: JobQueue
}

type Left = () => Promise<PublishedFeed | null>
const nothing: Left = async () => null

/** Publishes what somebody else proposed: that it was decided and what comes of it stand together, or neither does. */
export async function publishProposal(
  house: House,
  id: number,
  { who, edit, note }: { who: { account: number; by: string }; edit: number; note: string | null },
): Promise<PublishedFeed | null> {
  const left = await house.database.db.transaction().execute(async (trx) => {
    const proposal = await lockProposal(trx, id, { action: 'publish', who, edit, note })
    await setProposal(trx, id, 'published', { action: 'publish', ...who, note })
    return carryOut(house, trx, proposal)
  })
  return left()
}

/** In the name of whoever proposed it: who let it through is told by the proposal. */
async function carryOut(
  house: House,
  trx: Db,
  { about, key, before, after, draft: text, needs, by, why }: Proposal,
): Promise<Left> {
  switch (about) {
    case 'feeds': {
      const { draft, edit, version } = needs as { draft?: number; edit?: number; version?: number }
      if (draft !== undefined) return publishDraft(house, trx, { id: draft, edit: edit ?? 0, by, note: why })
      return publishAgain(house, trx, { spec: after, feed: key, after: version ?? 0, by, note: why })
    }
    case 'rules': {
      const [of = '', rule = ''] = key.split('/')
      const [domain = '', kind = ''] = of.split('.')
      const wanted = needs as {
        seen: Parameters<typeof changeRule>[3]['seen']
        change: Parameters<typeof changeRule>[3]['change']
      }
      await changeRule(trx, await findKind(domain, kind), rule, { by, why, ...wanted })
      return nothing
    }
    case 'alerts':
      await refuseUnknown(trx, after as AlertRule | null)
      await changeAlertRule(trx, key, { by, why, seen: before as AlertRule | null, after: after as AlertRule | null })
      return nothing
    case 'indicators':
    case 'plans':
      await publishTyped(trx, about, key, { before: before as TypedSpec | null, after: after as TypedSpec | null, draft: text })
      return nothing
  }
}

/** What an alert rule watches may have been taken away since it was proposed. */
async function refuseUnknown(trx: Db, rule: AlertRule | null): Promise<void> {
  const trouble = rule && alertRuleTrouble(rule, await namedIn(trx, await registryAsOf(trx, null)))
  if (trouble)
    throw new Conflict({
      vi: `Đề nghị không còn khớp với cấu hình đang dùng: ${trouble}. Trả lại để người đề nghị sửa.`,
      en: `The proposal no longer fits what holds now: ${trouble}. Hand it back to be mended.`,
    })
}
