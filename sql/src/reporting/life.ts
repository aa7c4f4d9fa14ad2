import type { Localised } from '../pack/pack.ts'
import { type Hand, isSamePerson } from '../people/same.ts'

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
  hands: ReportHands
}

export interface ReportHands {
  submitted: Hand | null
  checked: Hand | null
  /** Everybody who typed into this revision. */
  typed: readonly Hand[]
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

const WORDS: Record<ReportState, Localised> = {
  draft: { vi: 'đang nhập', en: 'being typed' },
  submitted: { vi: 'đã nộp, đang chờ kiểm tra', en: 'submitted and waits to be checked' },
  checked: { vi: 'đã kiểm tra, đang chờ duyệt', en: 'checked and waits to be approved' },
  approved: { vi: 'đã duyệt và khóa', en: 'approved and locked' },
}

const DOES: Partial<Record<ReportActionName, Localised>> = {
  check: { vi: 'kiểm tra', en: 'check' },
  approve: { vi: 'duyệt', en: 'approve' },
}

export const REPORT_ACTIONS = Object.keys(FROM) as ReportActionName[]

/** What can be done next to a report in a state. */
export function actionsIn(state: ReportState): ReportActionName[] {
  return REPORT_ACTIONS.filter((action) => FROM[action].includes(state))
}

/** Why a person can't do something to a report as it stands, and what to do; null where they can. */
export function lifeTrouble(
  { state, hands }: ReportLife,
  { action, hand, note }: { action: ReportActionName; hand: Hand; note?: string | undefined },
): Localised | null {
  const who = hand.by.trim()
  if (!who) return { vi: 'Ghi tên người thực hiện.', en: 'Write who acts.' }
  if (!FROM[action].includes(state))
    return {
      vi: `Báo cáo ${WORDS[state].vi}. Tải lại trang để xem tình trạng mới nhất.`,
      en: `The report is ${WORDS[state].en}. Reload the page to see how it stands.`,
    }
  if (action === 'return' && !note?.trim())
    return {
      vi: 'Ghi lý do trả lại, để người nhập biết sửa gì.',
      en: 'Write why it is handed back, for whoever typed it to know what to mend.',
    }
  if (action === 'unlock' && !note?.trim())
    return {
      vi: 'Ghi lý do mở khóa, để người sau hiểu vì sao.',
      en: 'Write why it is unlocked, for others to understand later.',
    }
  const does = DOES[action]
  if (does && isSamePerson(hands.submitted, hand))
    return {
      vi: `Báo cáo này do chính ${who} nộp. Nhờ người khác ${does.vi}.`,
      en: `${who} submitted this report. Have somebody else ${does.en} it.`,
    }
  if (does && hands.typed.some((typist) => isSamePerson(typist, hand)))
    return {
      vi: `Số liệu của báo cáo này có phần do chính ${who} nhập. Nhờ người khác ${does.vi}.`,
      en: `${who} typed some figures of this report. Have somebody else ${does.en} it.`,
    }
  if (action === 'approve' && isSamePerson(hands.checked, hand))
    return {
      vi: `Báo cáo này do chính ${who} kiểm tra. Nhờ người có thẩm quyền khác duyệt.`,
      en: `${who} checked this report. Have somebody else who may approve it.`,
    }
  return null
}

/** Why cells can't be typed into a report as it stands; null where they can. */
export function typingTrouble(state: ReportState): Localised | null {
  if (state === 'draft') return null
  const how =
    state === 'approved'
      ? { vi: 'Muốn sửa, bấm «Mở khóa để sửa».', en: 'To correct it, press “Unlock to correct”.' }
      : { vi: 'Muốn sửa, nhờ trả lại hoặc rút lại.', en: 'To correct it, have it handed back or withdraw it.' }
  return {
    vi: `Báo cáo ${WORDS[state].vi} nên không sửa được. ${how.vi}`,
    en: `The report is ${WORDS[state].en} and can’t be typed into. ${how.en}`,
  }
}

/** What a report is after something was done to it. */
export function lifeAfter({ revision, hands }: ReportLife, action: ReportActionName, hand: Hand): ReportLife {
  const state = LEADS_TO[action]
  return {
    state,
    revision: revision + (action === 'unlock' ? 1 : 0),
    hands: {
      submitted: action === 'submit' ? hand : state === 'draft' ? null : hands.submitted,
      checked: action === 'check' ? hand : state === 'approved' ? hands.checked : null,
      typed: action === 'unlock' ? [] : hands.typed,
    },
  }
}
