import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { House } from '../alerts/sight.ts'
import { type Db, inTransaction } from '../db.ts'
import { Conflict } from '../errors.ts'
import type { EscalationPlan } from '../escalation/plan.ts'
import { assertRoom, evidenceType } from './evidence.ts'
import { type DirectiveAct, type DirectiveEvent, type DirectiveLife, isOpen, type Lacking, lacking, mayAct } from './life.ts'
import { keepEvents, lockDirective, nextLook, type StoredDirective } from './store.ts'
import { type Said, tellOf } from './tell.ts'

/** What a person does to a directive; whoever does it is named. */
export type Act =
  | { act: 'accepted'; by: string }
  | { act: 'explained'; by: string; cause: string; remedy: string; doneBy: string | null }
  | { act: 'progressed'; by: string; progress: number; note: string }
  | { act: 'extension_asked'; by: string; days: number; why: string }
  | { act: 'extension_granted'; by: string }
  | { act: 'extension_refused'; by: string; why: string }
  | { act: 'signed'; by: string; note: string }
  | { act: 'withdrawn'; by: string; why: string }

type Office = Pick<House, 'db' | 'calendar' | 'province'>

const TOLD = new Set<string>(['extension_asked', 'extension_granted', 'extension_refused', 'signed', 'withdrawn'])

/** Does it where it may be done now; refused in words that say what is lacking. */
export async function actOnDirective(
  { db, calendar, province }: Office,
  plan: EscalationPlan,
  id: number,
  { act, ...said }: Act,
  now = new Date(),
): Promise<DirectiveLife> {
  return inTransaction(db, async (trx) => {
    const directive = await lockDirective(trx, id)
    assertMay(directive, act)
    const { life, unitId } = directive
    const at = now.toISOString()
    const days = 'days' in said ? said.days : (life.extension?.days ?? 0)
    const dueAt = calendar.addWorkingDays(new Date(life.dueAt), days)
    if ((act === 'extension_asked' || act === 'extension_granted') && dueAt <= now) throw tooShort(days)
    const granted = act === 'extension_granted' ? { dueAt: dueAt.toISOString() } : {}
    const event = { kind: act, at, ...said, ...granted } as DirectiveEvent
    const isOver = act === 'signed' || act === 'withdrawn'
    const explainBy = act === 'explained' || isOver ? null : directive.explainBy
    const after = await keepEvents(trx, directive, [event], { explainBy, lookAt: lookAfter(directive, act, now, explainBy) })
    if (TOLD.has(act)) {
      const to =
        act === 'extension_asked' ? [{ unitId: province.unitId, role: 'vice_chair' }] : [{ unitId }, { unitId, role: 'director' }]
      await tellOf(trx, plan, { ...directive, life: after }, act as Said, to)
    }
    return after
  })
}

/** More time counts from the end there was; less than what has gone since would be over, and told as overdue, at once. */
function tooShort(days: number): Conflict {
  return new Conflict({
    vi: `Thêm ${days} ngày làm việc kể từ hạn cũ thì hạn mới vẫn đã qua. Đơn vị cần xin nhiều ngày hơn; nếu đã xin, từ chối để đơn vị xin lại.`,
    en: `${days} working days more, from the end there was, are over already. Ask for more; what was asked is refused first, then asked anew.`,
  })
}

/** A closed one is looked at as long as it may relapse; what is withdrawn is not. */
function lookAfter({ life, condition }: StoredDirective, act: Act['act'], now: Date, explainBy: Date | null): Date | null {
  if (act === 'withdrawn') return null
  if (act === 'signed') return condition ? new Date(now.getTime() + condition.everyHours * 3_600_000) : null
  const isLater = act === 'extension_granted'
  return nextLook({ dueAt: life.dueAt, isOverdueTold: life.isOverdueTold && !isLater }, { looksAt: now, explainBy })
}

const LACKING: Record<Lacking, { vi: string; en: string }> = {
  acceptance: { vi: 'đơn vị chưa tiếp nhận', en: 'the unit has not accepted it' },
  recovery: { vi: 'chỉ tiêu chưa đạt đủ số lần liên tiếp', en: 'the number has not recovered often enough in a row' },
  evidence: { vi: 'chưa có minh chứng', en: 'there is no evidence' },
}

function assertMay({ life, condition }: StoredDirective, act: DirectiveAct): void {
  const terms = { times: condition?.times ?? null }
  if (mayAct(life, act, terms)) return
  const lacks = act === 'signed' && isOpen(life) ? lacking(life, terms) : []
  if (lacks.length > 0)
    throw new Conflict({
      vi: `Chưa xác nhận hoàn thành được: ${lacks.map((each) => LACKING[each].vi).join(', ')}.`,
      en: `It can’t be signed off yet: ${lacks.map((each) => LACKING[each].en).join(', ')}.`,
    })
  throw new Conflict({
    vi: 'Việc này không làm được ở tình trạng hiện nay của chỉ đạo. Tải lại trang để xem tình trạng mới nhất.',
    en: 'This can’t be done as the directive stands now. Load the page again for how it stands.',
  })
}

interface Evidence {
  name: string
  what: 'before' | 'after' | 'document'
  by: string
  body: Buffer
}

/** Attaches a file as evidence. Photos are JPEG or PNG, documents PDF, DOCX or XLSX. */
export async function showEvidence(db: Db, id: number, { name, what, by, body }: Evidence, now = new Date()): Promise<number> {
  const mediaType = evidenceType(name, body)
  return inTransaction(db, async (trx) => {
    const directive = await lockDirective(trx, id)
    assertMay(directive, 'shown')
    await assertRoom(trx, 'directive', id, body)
    const { rows } = await sql<{ id: number }>`
      insert into directive_file (directive_id, name, media_type, what, by, at, sha256, body)
      values (${id}, ${name}, ${mediaType}, ${what}, ${by}, ${now}, ${createHash('sha256').update(body).digest('hex')}, ${body}) returning id`.execute(
      trx,
    )
    const file = (rows[0] as { id: number }).id
    const event: DirectiveEvent = { kind: 'shown', at: now.toISOString(), by, file, name, what }
    await keepEvents(trx, directive, [event], {
      explainBy: directive.explainBy,
      lookAt: lookAfter(directive, 'progressed', now, directive.explainBy),
    })
    return file
  })
}
