import { sql } from 'kysely'
import { stringify } from 'yaml'
import { type Db, inTransaction } from '../db.ts'
import { Conflict, Invalid } from '../errors.ts'
import { domainOf } from '../indicators/define.ts'
import { laidOver, type OwnIndicator, withOwn } from '../indicators/own.ts'
import { inDatabase, ownIndicatorsAsOf } from '../indicators/own-versions.ts'
import { loadRegistry } from '../indicators/registry.ts'
import type { Localised } from '../pack/pack.ts'
import type { Plan } from '../plans/plan.ts'
import { plansAsOf } from '../plans/versions.ts'
import { type About, type Doer, isTyped } from './life.ts'
import { findProposal, othersThan, type Proposal } from './proposals.ts'

/** What is typed as the text of its file: what a province says of an indicator, and its plans. */
export type TypedAbout = Extract<About, 'indicators' | 'plans'>
export type TypedSpec = OwnIndicator | Plan

const yaml = (value: unknown) => stringify(value, { lineWidth: 120 })

const NEW: Record<TypedAbout, string> = {
  plans: `id: ma-ke-hoach
number: 1/KH-UBND
date: 2026-01-01
issuer: UBND tỉnh
title:
  vi: Tên kế hoạch
  en: Name of the plan
source: Nơi đọc số liệu của kế hoạch
from: 2026-01-01
to: 2026-12-31
clauses:
  - id: ma-muc-tieu
    text: Nguyên văn mục tiêu
    operator: "≥"
    value: 90
    unitOfMeasurement: percent
    owner: Đơn vị chủ trì
    indicator: dossiers.on_time_rate
`,
  indicators: `id: linh_vuc.ten_chi_tieu
title:
  vi: Tên chỉ tiêu
  en: Name of the indicator
unit: percent
`,
}

/** What the province says of it now, as its file would; of an indicator it says nothing of, what its domain declares, all of it left out by #. */
async function textInForce(db: Db, about: TypedAbout, key: string | null): Promise<string> {
  if (key === null) return NEW[about]
  const own = (await inForce(db, about)).find(({ id }) => id === key)
  if (own) return yaml(own)
  const declared = about === 'indicators' && (await declaredIndicator(key))
  if (!declared)
    throw new Invalid({ vi: `Không có mục «${key}». Chọn trong danh sách.`, en: `There is no «${key}». Choose one of the list.` })
  const { id, ...rest } = declared
  const said = yaml(rest)
    .trimEnd()
    .split('\n')
    .map((line) => `# ${line}`)
  return `id: ${id}\n# Lĩnh vực khai báo như dưới đây. Bỏ dấu # ở những dòng cần nói khác đi.\n${said.join('\n')}\n`
}

const declaredIndicator = async (key: string) =>
  (await loadRegistry()).meanings.flatMap(({ indicators }) => indicators).find(({ id }) => id === key)

/** An indicator whole, as it is with what the province says of it; null where nobody says anything. */
export async function indicatorWith(own: OwnIndicator | null, key: string): Promise<Record<string, unknown> | null> {
  const declared = await declaredIndicator(own?.id ?? key)
  return own || declared ? laidOver(declared, own ?? { id: key }) : null
}

/** The names there are to begin from. */
export async function typedNames(db: Db): Promise<{ about: TypedAbout; key: string; title: Localised }[]> {
  const registry = withOwn(await loadRegistry(), ((await ownIndicatorsAsOf(db, null))?.value ?? []).map(inDatabase))
  return [
    ...(await inForce(db, 'plans')).map((plan) => ({ about: 'plans' as const, key: plan.id, title: plan.title as Localised })),
    ...registry.indicators.map(({ id, title }) => ({ about: 'indicators' as const, key: id, title })),
  ]
}

/** All the province says of its indicators, or its plans, now. */
export async function inForce(db: Db, about: TypedAbout): Promise<TypedSpec[]> {
  const then = about === 'plans' ? await plansAsOf(db, null) : await ownIndicatorsAsOf(db, null)
  return then?.value ?? []
}

/** Begins to type what is to be otherwise, or goes on with what somebody has begun. */
export async function beginTyped(db: Db, about: TypedAbout, key: string | null, { account, by }: Doer): Promise<number> {
  return inTransaction(db, async (trx) => {
    const text = await textInForce(trx, about, key)
    if (key !== null) {
      await sql`select pg_advisory_xact_lock(hashtext(${`proposal ${about} ${key}`}))`.execute(trx)
      const begun = await sql<{ id: number }>`
        select id from proposal where about = ${about} and key = ${key} and state in ('draft', 'waiting', 'returned')`.execute(
        trx,
      )
      if (begun.rows[0]) return begun.rows[0].id
    }
    const named = (await typedNames(trx)).find((each) => each.about === about && each.key === key)
    const title = named?.title ?? {
      vi: about === 'plans' ? 'Kế hoạch mới' : 'Chỉ tiêu mới',
      en: about === 'plans' ? 'New plan' : 'New indicator',
    }
    const domain = about === 'indicators' && key !== null ? domainOf({ id: key }) : null
    const { rows } = await sql<{ id: number }>`
      insert into proposal (about, key, title, domain, draft, state, account_id, by)
      values (${about}, ${key ?? `new/${crypto.randomUUID()}`}, ${JSON.stringify(title)}::jsonb, ${domain}, ${text}, 'draft', ${account}, ${by})
      returning id`.execute(trx)
    return rows[0]?.id as number
  })
}

/** Keeps what was typed over the save `edit`; throws Conflict, and keeps nothing, where somebody has saved since. */
export async function saveTyped(
  db: Db,
  id: number,
  { text, edit, account, by }: { text: string; edit: number } & Doer,
): Promise<Proposal> {
  return inTransaction(db, async (trx) => {
    const proposal = await findProposal(trx, id, { lock: true })
    if (!isTyped(proposal.about) || (proposal.state !== 'draft' && proposal.state !== 'returned'))
      throw new Conflict({
        vi: 'Đề nghị này không còn sửa được. Rút lại hoặc soạn đề nghị mới.',
        en: 'This proposal can’t be typed into any more. Withdraw it, or write a new one.',
      })
    if (proposal.edit !== edit)
      throw new Conflict({
        vi: 'Người khác vừa lưu bản soạn này. Tải lại, xem bản mới rồi sửa tiếp.',
        en: 'Somebody else has just saved this. Load it again, look at it, then go on.',
      })
    await sql`
      update proposal set draft = ${text}, edit = edit + 1, changed_at = clock_timestamp(), made_by = ${othersThan(proposal.by, [...proposal.madeBy, by])}::text[],
        hands = ${othersThan(proposal.account, [...proposal.hands, account])}::integer[]
      where id = ${id}`.execute(trx)
    return findProposal(trx, id)
  })
}
