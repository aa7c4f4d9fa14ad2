import type { Db } from '../db.ts'
import { tellUnits } from '../escalation/notes.ts'
import type { EscalationPlan } from '../escalation/plan.ts'
import { inHanoi } from '../time/hanoi.ts'
import type { StoredChecklist } from './store.ts'

/** With whom the province’s own roles are looked for. */
export interface Place {
  db: Db
  province: { unitId: number }
}

type About = Pick<StoredChecklist, 'id' | 'spec' | 'ownerId' | 'life'>

/** Tells whoever does the first step that it has begun, or goes on. Once each time it does. */
export async function tellBegun(
  { db, province }: Place,
  plan: EscalationPlan,
  { id, spec, ownerId, life }: About,
): Promise<void> {
  const first = spec.steps.find((step) => life.steps.some((each) => each.id === step.id && each.status === 'open'))
  if (!first) return
  const isBack = life.returns > 0
  await tellFirst({ db, province }, plan, first.role, first.of, ownerId, {
    cause: `checklist:${id}/begun/${life.returns}`,
    headline: `${isBack ? 'Tiếp tục quy trình' : 'Bắt đầu quy trình'}: ${spec.title.vi}`,
    lines: [
      isBack ? 'Cảnh báo đã tái diễn; các bước còn lại được tính giờ lại.' : `Có ${spec.steps.length} bước.`,
      `Bước đầu: ${first.title.vi}.`,
    ],
    path: `/console/checklists/${id}`,
    level: 'warn',
    // Of the alert itself they are told as its level wants it.
    by: ['in_app'],
  })
}

/** Tells who has to do a late step, or (`unheeded`) whoever stands above; answers which role was told, null where nobody has one. */
export async function tellLate(
  { db, province }: Place,
  plan: EscalationPlan,
  { id, spec, ownerId, life }: About,
  stepId: string,
  kind: 'late' | 'unheeded',
): Promise<string | null> {
  const step = spec.steps.find((each) => each.id === stepId)
  const at = life.steps.find((each) => each.id === stepId)
  if (!step || !at) return null
  const roles = Object.keys(plan.roles)
  const from = kind === 'late' ? step.role : roles[roles.indexOf(at.toldRole ?? step.role) + 1]
  if (from === undefined) return null
  return tellFirst({ db, province }, plan, from, kind === 'late' ? step.of : undefined, ownerId, {
    cause: `checklist:${id}/${stepId}/${kind}/${at.round}`,
    headline: `${kind === 'late' ? 'Bước quá hạn' : 'Bước quá hạn chưa làm'}: ${step.title.vi}`,
    lines: [
      `Quy trình: ${spec.title.vi}.`,
      `Hạn ${at.dueAt ? clock(at.dueAt) : ''}. ${kind === 'late' ? 'Làm ngay, hoặc ghi lý do nếu bỏ qua.' : 'Người phụ trách đã được nhắc mà chưa làm.'}`,
    ],
    path: `/console/checklists/${id}`,
    level: kind === 'late' ? 'warn' : 'critical',
  })
}

/** «08:15 ngày 28/11», in Hanoi. */
function clock(iso: string): string {
  const there = inHanoi(new Date(iso))
  return `${there.slice(11, 16)} ngày ${there.slice(8, 10)}/${there.slice(5, 7)}`
}

type Said = Pick<Parameters<typeof tellUnits>[2][number], 'cause' | 'headline' | 'lines' | 'path' | 'level' | 'by'>

/** Tells the first role, from one on upward, that somebody has. */
async function tellFirst(
  { db, province }: Place,
  plan: EscalationPlan,
  from: string,
  of: 'owner' | 'province' | undefined,
  ownerId: number,
  said: Said,
): Promise<string | null> {
  const roles = Object.keys(plan.roles)
  for (const role of roles.slice(roles.indexOf(from))) {
    const place = (role === from && of) || whereIs(plan, role)
    const [told] = await tellUnits(db, plan, [{ ...said, role, unitId: place === 'province' ? province.unitId : ownerId }])
    if (told) return role
  }
  return null
}

/** Whose a role is, as the chains of the plan have it. */
function whereIs({ chains }: EscalationPlan, role: string): 'owner' | 'province' {
  return chains.flatMap(({ steps }) => steps).find((step) => step.role === role)?.of ?? 'owner'
}
