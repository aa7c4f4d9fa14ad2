/**
 * The life of a record that failed a rule. Its source or a person lets it go, never time: `held` waits for a person, `awaiting`
 * for a second one where the feed demands two, `released` is a fact, `dismissed` was put aside, `superseded` has a newer fact,
 * `rejected` could not be read as a record at all.
 */
export type HeldStatus = 'held' | 'rejected' | 'awaiting' | 'released' | 'dismissed' | 'superseded'

/** What a person does: mends fields, releases what another mended, hands it back, puts it aside, takes it up again. */
export type HeldActionName = 'mend' | 'release' | 'return' | 'dismiss' | 'reopen'

const FROM: Record<HeldActionName, readonly HeldStatus[]> = {
  mend: ['held', 'awaiting'],
  release: ['awaiting'],
  return: ['awaiting'],
  dismiss: ['held', 'awaiting', 'rejected'],
  reopen: ['dismissed'],
}

const WORDS: Record<HeldStatus, string> = {
  held: 'đang chờ sửa',
  rejected: 'không đọc được',
  awaiting: 'đang chờ người thứ hai duyệt',
  released: 'đã được đưa vào',
  dismissed: 'đã bị loại',
  superseded: 'đã có bản ghi mới hơn thay thế',
}

/** Why an action can't be done to a record as it stands, for whoever tried; null where it can. */
export function lifeTrouble(action: HeldActionName, status: HeldStatus): string | null {
  if (FROM[action].includes(status)) return null
  return `Dòng này ${WORDS[status]}. Tải lại danh sách để xem tình trạng mới nhất.`
}

/** Where an action leads when nothing is left to decide by. `mend` depends on what the record has become; see its caller. */
export const LEADS_TO: Record<Exclude<HeldActionName, 'mend'>, HeldStatus> = {
  release: 'released',
  return: 'held',
  dismiss: 'dismissed',
  reopen: 'held',
}
