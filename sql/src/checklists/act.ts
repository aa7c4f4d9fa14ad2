import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { House } from '../alerts/sight.ts'
import { type Db, inTransaction } from '../db.ts'
import { assertRoom, evidenceType } from '../directives/evidence.ts'
import { Conflict } from '../errors.ts'
import { dueAgain, duesAfter } from './due.ts'
import { type ChecklistAct, type ChecklistEvent, type ChecklistLife, isAutomatic, leftUndone, mayAct } from './life.ts'
import { keepEvents, lockChecklist, type StoredChecklist } from './store.ts'

/** What a person does to a checklist; whoever does it is named. */
export type StepAct =
  | { act: 'ticked'; by: string; step: string; note: string }
  | { act: 'noted'; by: string; step?: string | undefined; note: string }
  | { act: 'skipped'; by: string; step: string; why: string }
  | { act: 'undone'; by: string; step: string; why: string }
  | { act: 'closed'; by: string; why: string }

/** Does it where it may be done now; refused in words that say what is lacking. */
export async function actOnChecklist(
  { db, calendar }: Pick<House, 'db' | 'calendar'>,
  id: number,
  said: StepAct,
  now = new Date(),
): Promise<ChecklistLife> {
  return inTransaction(db, async (trx) => {
    const checklist = await lockChecklist(trx, id)
    const words = 'note' in said ? said.note : said.why
    assertMay(checklist, said.act, 'step' in said ? said.step : undefined, words.trim() !== '')
    return keepEvents(trx, checklist, [eventOf(checklist, calendar, said, now)])
  })
}

function eventOf({ spec, life }: StoredChecklist, calendar: House['calendar'], said: StepAct, now: Date): ChecklistEvent {
  const at = now.toISOString()
  const { by } = said
  switch (said.act) {
    case 'ticked':
      return { kind: 'ticked', at, by, step: said.step, note: said.note, due: duesAfter(spec, calendar, said.step, now) }
    case 'skipped':
      return { kind: 'skipped', at, by, step: said.step, why: said.why, due: duesAfter(spec, calendar, said.step, now) }
    case 'undone':
      return { kind: 'undone', at, by, step: said.step, why: said.why, due: dueAgain(spec, calendar, said.step, now) }
    case 'noted':
      return { kind: 'noted', at, by, step: said.step ?? null, note: said.note }
    case 'closed':
      return { kind: 'closed', at, by, why: said.why, left: leftUndone(life) }
  }
}

function assertMay({ spec, life }: StoredChecklist, act: ChecklistAct, stepId: string | undefined, isSaid: boolean): void {
  if (mayAct(spec, life, act, stepId, isSaid)) return
  const step = spec.steps.find(({ id }) => id === stepId)
  const isOpen = life.steps.some(({ id, status }) => id === stepId && status === 'open')
  if (act === 'ticked' && life.status === 'running' && step && isOpen) {
    if (isAutomatic(step))
      throw new Conflict({
        vi: 'Bước này tự hoàn thành khi việc đó diễn ra. Nếu không cần, ghi lý do bỏ qua.',
        en: 'This step is done by itself once it happens. If it is not needed, skip it with a reason.',
      })
    if (step.done === 'note')
      throw new Conflict({ vi: 'Bước này cần ghi kết quả.', en: 'This step asks for a note of what came of it.' })
    throw new Conflict({ vi: 'Bước này cần minh chứng. Gửi tệp trước.', en: 'This step asks for evidence. Show a file first.' })
  }
  throw new Conflict({
    vi: 'Việc này không làm được ở tình trạng hiện nay của quy trình. Tải lại trang để xem tình trạng mới nhất.',
    en: 'This can’t be done as the checklist stands now. Load the page again for how it stands.',
  })
}

interface Shown {
  step: string
  name: string
  by: string
  body: Buffer
}

/** Attaches a file to a step as evidence. Photos are JPEG or PNG, documents PDF, DOCX or XLSX. */
export async function showForStep(db: Db, id: number, { step, name, by, body }: Shown, now = new Date()): Promise<number> {
  const mediaType = evidenceType(name, body)
  return inTransaction(db, async (trx) => {
    const checklist = await lockChecklist(trx, id)
    assertMay(checklist, 'shown', step, true)
    await assertRoom(trx, 'checklist', id, body)
    const { rows } = await sql<{ id: number }>`
      insert into checklist_file (checklist_id, step, name, media_type, by, at, sha256, body)
      values (${id}, ${step}, ${name}, ${mediaType}, ${by}, ${now}, ${createHash('sha256').update(body).digest('hex')}, ${body}) returning id`.execute(
      trx,
    )
    const file = (rows[0] as { id: number }).id
    await keepEvents(trx, checklist, [{ kind: 'shown', at: now.toISOString(), by, step, file, name }])
    return file
  })
}
