import { isSamePerson } from '../people/same.ts'

/**
 * The life of a report: somebody types it (`draft`), sends it off (`submitted`), the department looks it through (`checked`) and
 * approves it, which locks it (`approved`). Only then does it count. Unlocked it is a draft again, of the next revision.
 */
export type ReportState = 'draft' | 'submitted' | 'checked' | 'approved'

/** What a person does: takes back what nobody has checked yet, hands back for mending, unlocks what was approved. */
export type ReportActionName = 'submit' | 'recall' | 'check' | 'return' | 'approve' | 'unlock'

export interface ReportLife {
  state: ReportState
  revision: number
  submittedBy: string | null
  checkedBy: string | null
  /** Everybody who typed into this revision. */
  typedBy: readonly string[]
}

const FROM: Record<ReportActionName, readonly ReportState[]> = {
  submit: ['draft'],
  recall: ['submitted'],
  check: ['submitted'],
  return: ['submitted', 'checked'],
  approve: ['checked'],
  unlock: ['approved'],
}

const LEADS_TO: Record<ReportActionName, ReportState> = {
  submit: 'submitted',
  recall: 'draft',
  check: 'checked',
  return: 'draft',
  approve: 'approved',
  unlock: 'draft',
}

const WORDS: Record<ReportState, string> = {
  draft: 'đang nhập',
  submitted: 'đã nộp, đang chờ kiểm tra',
  checked: 'đã kiểm tra, đang chờ duyệt',
  approved: 'đã duyệt và khóa',
}

export const REPORT_ACTIONS = Object.keys(FROM) as ReportActionName[]

/** What can be done next to a report in a state. */
export function actionsIn(state: ReportState): ReportActionName[] {
  return REPORT_ACTIONS.filter((action) => FROM[action].includes(state))
}

/** Why a person can't do something to a report as it stands, and what to do; null where they can. */
export function lifeTrouble(
  { state, submittedBy, checkedBy, typedBy }: ReportLife,
  { action, by, note }: { action: ReportActionName; by: string; note?: string | undefined },
): string | null {
  if (!by.trim()) return 'Ghi tên người thực hiện.'
  if (!FROM[action].includes(state)) return `Báo cáo ${WORDS[state]}. Tải lại trang để xem tình trạng mới nhất.`
  if ((action === 'return' || action === 'unlock') && !note?.trim())
    return action === 'return' ? 'Ghi lý do trả lại, để người nhập biết sửa gì.' : 'Ghi lý do mở khóa, để người sau hiểu vì sao.'
  if ((action === 'check' || action === 'approve') && isSamePerson(submittedBy, by))
    return `Báo cáo này do chính ${by.trim()} nộp. Nhờ người khác ${action === 'check' ? 'kiểm tra' : 'duyệt'}.`
  if ((action === 'check' || action === 'approve') && typedBy.some((typist) => isSamePerson(typist, by)))
    return `Số liệu của báo cáo này có phần do chính ${by.trim()} nhập. Nhờ người khác ${action === 'check' ? 'kiểm tra' : 'duyệt'}.`
  if (action === 'approve' && isSamePerson(checkedBy, by))
    return `Báo cáo này do chính ${by.trim()} kiểm tra. Nhờ người có thẩm quyền khác duyệt.`
  return null
}

/** Why cells can't be typed into a report as it stands; null where they can. */
export function typingTrouble(state: ReportState): string | null {
  if (state === 'draft') return null
  const how = state === 'approved' ? 'Muốn sửa, bấm «Mở khóa để sửa».' : 'Muốn sửa, nhờ trả lại hoặc rút lại.'
  return `Báo cáo ${WORDS[state]} nên không sửa được. ${how}`
}

/** What a report is after something was done to it. */
export function lifeAfter(life: ReportLife, action: ReportActionName, by: string): ReportLife {
  return {
    state: LEADS_TO[action],
    revision: life.revision + (action === 'unlock' ? 1 : 0),
    submittedBy: action === 'submit' ? by.trim() : LEADS_TO[action] === 'draft' ? null : life.submittedBy,
    checkedBy: action === 'check' ? by.trim() : LEADS_TO[action] === 'approved' ? life.checkedBy : null,
    typedBy: action === 'unlock' ? [] : life.typedBy,
  }
}
