import type { Localised } from '../pack/pack.ts'

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

const WORDS: Record<HeldStatus, Localised> = {
  held: { vi: 'đang chờ sửa', en: 'waits to be mended' },
  rejected: { vi: 'không đọc được', en: 'can’t be read' },
  awaiting: { vi: 'đang chờ người thứ hai duyệt', en: 'waits for a second person' },
  released: { vi: 'đã được đưa vào', en: 'has been let through' },
  dismissed: { vi: 'đã bị loại', en: 'has been put aside' },
  superseded: { vi: 'đã có bản ghi mới hơn thay thế', en: 'has a newer record in its place' },
}

/** Why an action can't be done to a record as it stands, for whoever tried; null where it can. */
export function lifeTrouble(action: HeldActionName, status: HeldStatus): Localised | null {
  if (FROM[action].includes(status)) return null
  return {
    vi: `Dòng này ${WORDS[status].vi}. Tải lại danh sách để xem tình trạng mới nhất.`,
    en: `This row ${WORDS[status].en}. Reload the list to see how it stands now.`,
  }
}

/** Where an action leads when nothing is left to decide by. `mend` depends on what the record has become; see its caller. */
export const LEADS_TO: Record<Exclude<HeldActionName, 'mend'>, HeldStatus> = {
  release: 'released',
  return: 'held',
  dismiss: 'dismissed',
  reopen: 'held',
}
