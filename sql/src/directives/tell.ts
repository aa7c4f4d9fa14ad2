import type { Db } from '../db.ts'
import { tellUnits } from '../escalation/notes.ts'
import type { EscalationPlan } from '../escalation/plan.ts'
import { dayOf } from '../time/hanoi.ts'
import type { StoredDirective } from './store.ts'

type About = Pick<StoredDirective, 'id' | 'title' | 'issuedBy' | 'unitId' | 'life'>

const SAYS = {
  issued: { headline: 'Chỉ đạo mới', level: 'warn', line: 'Mở để tiếp nhận và giải trình.' },
  relapsed: { headline: 'Chỉ đạo mở lại', level: 'critical', line: 'Chỉ tiêu lại không đạt sau khi đã đóng.' },
  unanswered: { headline: 'Chưa giải trình chỉ đạo', level: 'warn', line: 'Đơn vị chưa giải trình trong thời gian quy định.' },
  overdue: { headline: 'Chỉ đạo quá hạn', level: 'critical', line: 'Đã hết hạn mà chưa hoàn thành.' },
  extension_asked: {
    headline: 'Xin gia hạn chỉ đạo',
    level: 'watch',
    line: 'Đơn vị xin thêm thời gian; cần người ban hành quyết định.',
  },
  extension_granted: { headline: 'Đã gia hạn chỉ đạo', level: null, line: 'Hạn mới đã được duyệt.' },
  extension_refused: { headline: 'Không gia hạn chỉ đạo', level: 'warn', line: 'Hạn cũ còn nguyên.' },
  signed: { headline: 'Chỉ đạo đã hoàn thành', level: null, line: 'Người ban hành đã xác nhận.' },
  withdrawn: { headline: 'Chỉ đạo đã thu hồi', level: null, line: 'Không phải thực hiện nữa.' },
} as const

export type Said = keyof typeof SAYS

/** Tells units of what happened to a directive, each person once for each time it happens. */
export async function tellOf(
  db: Db,
  plan: EscalationPlan,
  { id, title, issuedBy, life }: About,
  said: Said,
  to: { unitId: number; role?: string }[],
): Promise<void> {
  const { headline, level, line } = SAYS[said]
  await tellUnits(
    db,
    plan,
    to.map((each) => ({
      ...each,
      cause: `directive:${id}/${said}/${life.relapses}/${life.unanswered}/${life.dueAt}`,
      headline: `${headline}: ${title}`,
      lines: [`${issuedBy} ban hành. Hạn ${dayOf(new Date(life.dueAt)).split('-').reverse().join('/')}.`, line],
      path: `/console/directives/${id}`,
      level,
    })),
  )
}
