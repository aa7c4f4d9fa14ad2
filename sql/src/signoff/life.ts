import type { Localised } from '../pack/pack.ts'
import { type Hand, isSamePerson } from '../people/same.ts'

type Level = 'unit' | 'province'

/**
 * How a unit's figures of a period stand: the period is not over, waiting to be signed, late, signed by the unit, locked by the province (whether the
 * unit signed or was named as missing), or unlocked after they were signed once.
 */
export type SignoffState = 'not_due' | 'waiting' | 'late' | 'signed' | 'locked' | 'reopened'

export interface SignoffLife {
  level: Level
  /** Who signed it; null where it is not signed. */
  signedBy: string | null
  /** It was signed once, and unlocked. */
  wasUnlocked: boolean
  /** Who signed the whole period for the province; null where nobody has. */
  provinceBy: string | null
}

export interface SignDays {
  today: string
  /** The last day of the period, and the last on which signing is in time. */
  last: string
  due: string
}

/** Nothing is asked of a period that is not over. */
export function signoffState(
  { level, signedBy, wasUnlocked, provinceBy }: SignoffLife,
  { today, last, due }: SignDays,
): SignoffState {
  if (today <= last) return 'not_due'
  if (level === 'unit' && provinceBy !== null) return 'locked'
  if (signedBy !== null) return level === 'province' ? 'locked' : 'signed'
  if (wasUnlocked) return 'reopened'
  if (today > due) return 'late'
  return 'waiting'
}

export interface Signing {
  hand: Hand
  /** Of a province: the units that have not signed, by name, each with why it signs without them; and who signed the others. */
  unsigned: { name: string; note: string | undefined }[]
  signers: Hand[]
}

/** Why somebody can't sign; null where they can. */
export function signTrouble(
  life: SignoffLife,
  { today, last }: SignDays,
  { hand, unsigned, signers }: Signing,
): Localised | null {
  if (today <= last) return { vi: 'Kỳ này chưa hết nên chưa chốt được.', en: 'This period is not over and can’t be signed yet.' }
  if (life.level === 'unit' && life.provinceBy !== null) return lockedByProvince(life.provinceBy)
  if (life.signedBy !== null)
    return {
      vi: `Kỳ này đã chốt rồi (${life.signedBy}). Tải lại trang để xem.`,
      en: `This period is signed already (${life.signedBy}). Reload the page to see it.`,
    }
  if (life.level === 'unit') return null
  const unexplained = unsigned.filter(({ note }) => !note?.trim())
  if (unexplained.length > 0) {
    const names = unexplained.slice(0, 3).map(({ name }) => name)
    const more = unexplained.length - names.length
    return {
      vi: `${unexplained.length} đơn vị chưa chốt: ${names.join(', ')}${more > 0 ? ` và ${more} đơn vị khác` : ''}. Chờ các đơn vị chốt, hoặc ghi lý do chốt khi thiếu đơn vị.`,
      en: `${unexplained.length} units have not signed: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}. Wait for them, or write why you sign without them.`,
    }
  }
  if (signers.some((signer) => isSamePerson(signer, hand)))
    return {
      vi: `Có đơn vị do chính ${hand.by.trim()} chốt. Nhờ người khác chốt ở cấp tỉnh.`,
      en: `${hand.by.trim()} signed for one of the units. Have somebody else sign for the province.`,
    }
  return null
}

/** Why somebody can't unlock; null where they can. */
export function unlockTrouble({ level, signedBy, provinceBy }: SignoffLife, note: string | undefined): Localised | null {
  if (level === 'unit' && provinceBy !== null) return lockedByProvince(provinceBy)
  if (signedBy === null)
    return { vi: 'Kỳ này chưa chốt nên không có gì để mở khóa.', en: 'This period is not signed: there is nothing to unlock.' }
  if (!note?.trim())
    return {
      vi: 'Ghi lý do mở khóa, để người sau hiểu vì sao.',
      en: 'Write why it is unlocked, for others to understand later.',
    }
  return null
}

function lockedByProvince(by: string): Localised {
  return {
    vi: `Cấp tỉnh đã chốt kỳ này (${by}). Nhờ cấp tỉnh mở khóa trước.`,
    en: `The province has signed this period (${by}). Have the province unlock it first.`,
  }
}
