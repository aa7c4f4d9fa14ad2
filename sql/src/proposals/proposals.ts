import { sql } from 'kysely'
import { type Db, inTransaction } from '../db.ts'
import { Conflict, NotFound } from '../errors.ts'
import type { Localised } from '../pack/pack.ts'
import { currentProvince } from '../province/find.ts'
import { assertSeesHouse } from '../sight/reach.ts'
import { type About, type Doer, type ProposalAction, type ProposalLife, type ProposalState, proposalTrouble } from './life.ts'

export interface Proposal extends ProposalLife {
  id: number
  key: string
  title: Localised
  domain: string | null
  before: unknown
  after: unknown
  /** Of what is typed here: its text. */
  draft: string | null
  needs: Record<string, unknown>
  why: string
  /** Counts the saves, so that nobody decides about what they have not seen. */
  edit: number
  begunAt: Date
  changedAt: Date
}

export interface ProposalEvent extends Doer {
  at: Date
  action: ProposalAction
  note: string | null
  alone: boolean
}

/** What is proposed as it was made elsewhere on the desk. */
export interface Proposed extends Pick<Proposal, 'about' | 'key' | 'title' | 'domain' | 'before' | 'after' | 'why'> {
  needs?: Record<string, unknown>
  madeBy?: readonly string[]
  hands?: readonly number[]
}

/** Whether a change of these takes a second person in this province. */
export async function isReviewed(db: Db, about: About): Promise<boolean> {
  return (await currentProvince(db)).review.includes(about)
}

const COLUMNS = sql`
  id, about, key, title, domain, before, after, draft, needs, state, why, edit, account_id as account, by, made_by as "madeBy", hands,
  begun_at as "begunAt", changed_at as "changedAt"`

/** Those somebody still has to do something about, or those that are over, the last touched first. */
export async function listProposals(db: Db, { open, limit }: { open: boolean; limit: number }): Promise<Proposal[]> {
  const states: ProposalState[] = open ? ['draft', 'waiting', 'returned'] : ['published', 'withdrawn']
  const { rows } = await sql<Proposal>`
    select ${COLUMNS} from proposal where state = any(${states}::text[]) order by changed_at desc, id desc limit ${limit}`.execute(
    db,
  )
  return rows
}

export async function findProposal(db: Db, id: number, { lock = false } = {}): Promise<Proposal> {
  const { rows } = await sql<Proposal>`
    select ${COLUMNS} from proposal where id = ${id} ${lock ? sql`for update` : sql``}`.execute(db)
  const [found] = rows
  if (!found)
    throw new NotFound({
      vi: 'Không có đề nghị này. Xem danh sách đề nghị.',
      en: 'There is no such proposal. See the list of them.',
    })
  return found
}

export async function historyOfProposal(db: Db, id: number): Promise<ProposalEvent[]> {
  const { rows } = await sql<ProposalEvent>`
    select at, action, account_id as account, by, note, alone from proposal_event where proposal_id = ${id} order by id`.execute(
    db,
  )
  return rows
}

/** The proposal that somebody is still to look at of a thing, or of a feed’s draft. */
export async function waitingOf(db: Db, of: { about: About; key: string } | { draft: number }): Promise<Proposal | undefined> {
  const meant = 'draft' in of ? sql`(needs->>'draft')::bigint = ${of.draft}` : sql`about = ${of.about} and key = ${of.key}`
  const { rows } = await sql<Proposal>`select ${COLUMNS} from proposal where state = 'waiting' and ${meant}`.execute(db)
  return rows[0]
}

/** Hands a change to whoever reviews it; throws Conflict where another of the same thing waits. */
export async function propose(
  db: Db,
  { about, key, title, domain, before, after, needs = {}, madeBy = [], hands = [], why }: Proposed,
  { account, by }: Doer,
): Promise<number> {
  assertSeesHouse(domain)
  return inTransaction(db, async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext(${`proposal ${about} ${key}`}))`.execute(trx)
    const other = await waitingOf(trx, { about, key })
    if (other)
      throw new Conflict({
        vi: `${other.by} đã trình một đề nghị về mục này và đang chờ duyệt. Xem mục «Duyệt thay đổi».`,
        en: `${other.by} has proposed a change of this already, and it waits for review. See “Changes to review”.`,
      })
    const [title_, before_, after_, needs_] = [title, before, after, needs].map((each) => JSON.stringify(each ?? null))
    const { rows } = await sql<{ id: number }>`
      insert into proposal (about, key, title, domain, before, after, needs, state, why, account_id, by, made_by, hands)
      values (${about}, ${key}, ${title_}::jsonb, ${domain}, nullif(${before_}::jsonb, 'null'), nullif(${after_}::jsonb, 'null'), ${needs_}::jsonb, 'waiting',
        ${why}, ${account}, ${by}, ${othersThan(by, madeBy)}::text[], ${othersThan(account, hands)}::integer[])
      returning id`.execute(trx)
    const id = rows[0]?.id as number
    await tellOf(trx, id, { action: 'submit', account, by, note: why })
    return id
  })
}

/** Everybody once, without whoever answers for it. */
export const othersThan = <Whose extends string | number>(answers: Whose, all: readonly Whose[]): Whose[] =>
  [...new Set(all)].filter((each) => each && each !== answers)

/**
 * Locks a proposal as somebody saw it for what they are about to do with it. Throws Conflict where it is past that, where it was changed since, or where
 * it takes somebody else; Forbidden where what they may see is less than what it is about.
 */
export async function lockProposal(
  trx: Db,
  id: number,
  { action, who, edit, note }: { action: ProposalAction; who: Doer; edit: number; note: string | null },
): Promise<Proposal> {
  const proposal = await findProposal(trx, id, { lock: true })
  const trouble = proposalTrouble(proposal, action, who, note)
  if (trouble) throw new Conflict(trouble)
  if (proposal.edit !== edit)
    throw new Conflict({
      vi: 'Đề nghị vừa được sửa. Tải lại, xem bản mới rồi làm tiếp.',
      en: 'The proposal was just changed. Load it again, look at it, then go on.',
    })
  assertSeesHouse(proposal.domain)
  return proposal
}

/** Writes down what was done about a proposal and what it is now. */
export async function setProposal(
  trx: Db,
  id: number,
  state: ProposalState,
  event: Doer & { action: ProposalAction; note: string | null; alone?: boolean },
): Promise<void> {
  await sql`update proposal set state = ${state}, edit = edit + 1, changed_at = clock_timestamp() where id = ${id}`.execute(trx)
  await tellOf(trx, id, event)
}

async function tellOf(
  trx: Db,
  id: number,
  { action, account, by, note, alone = false }: Doer & { action: ProposalAction; note: string | null; alone?: boolean },
): Promise<void> {
  await sql`
    insert into proposal_event (proposal_id, action, account_id, by, note, alone, after)
    select id, ${action}, ${account}, ${by}, ${note}, ${alone}, after from proposal where id = ${id}`.execute(trx)
}
