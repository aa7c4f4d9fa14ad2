import type { Localised } from '../pack/pack.ts'
import { type Hand, isSamePerson } from '../people/same.ts'

/** What a province may have reviewed before it holds, as its configuration calls it. */
export const REVIEWED = ['feeds', 'rules', 'alerts', 'indicators', 'plans'] as const
export type About = (typeof REVIEWED)[number]

/** Of an indicator or a plan, somebody types a `draft`; of the others it is proposed as it was made elsewhere on the desk. */
export type ProposalState = 'draft' | 'waiting' | 'returned' | 'published' | 'withdrawn'
export type ProposalAction = 'submit' | 'withdraw' | 'return' | 'publish'

export interface ProposalLife {
  about: About
  state: ProposalState
  /** The account that answers for it, by its name. */
  account: number
  by: string
  /** Everybody else who had a hand in it: as they were called then, and the accounts of those who have one. */
  madeBy: readonly string[]
  hands: readonly number[]
}

/** Who does something about a proposal. */
export interface Doer extends Hand {
  account: number
}

/** What is typed here can be mended here; what was made elsewhere is made and proposed anew. */
export const isTyped = (about: About): boolean => about === 'indicators' || about === 'plans'

const FROM: Record<ProposalAction, readonly ProposalState[]> = {
  submit: ['draft', 'returned'],
  withdraw: ['draft', 'waiting', 'returned'],
  return: ['waiting'],
  publish: ['waiting'],
}

const WORDS: Record<ProposalState, Localised> = {
  draft: { vi: 'đang soạn', en: 'still being written' },
  waiting: { vi: 'đang chờ duyệt', en: 'waiting for review' },
  returned: { vi: 'đã được trả lại', en: 'handed back' },
  published: { vi: 'đã được công bố', en: 'published' },
  withdrawn: { vi: 'đã được rút lại', en: 'withdrawn' },
}

/** Why somebody can't do something about a proposal as it stands, and what to do; null where they can. */
export function proposalTrouble(
  { about, state, account, by, madeBy, hands }: ProposalLife,
  action: ProposalAction,
  who: Doer,
  note: string | null,
): Localised | null {
  if (!FROM[action].includes(state) || (action === 'submit' && !isTyped(about)))
    return {
      vi: `Đề nghị này ${WORDS[state].vi}. Tải lại trang để xem tình trạng mới nhất.`,
      en: `This proposal is ${WORDS[state].en}. Reload the page to see how it stands.`,
    }
  if ((action === 'return' || action === 'submit') && !note)
    return action === 'return'
      ? {
          vi: 'Ghi lý do trả lại, để người đề nghị biết sửa gì.',
          en: 'Write why it is handed back, for whoever made it to know what to mend.',
        }
      : {
          vi: 'Ghi lý do thay đổi, để người duyệt hiểu vì sao.',
          en: 'Write why it is to change, for whoever reviews it to understand.',
        }
  if (action === 'return' && who.account === account)
    return { vi: 'Đề nghị này của chính bạn. Bấm «Rút lại».', en: 'This proposal is your own. Withdraw it.' }
  if (action === 'withdraw' && who.account !== account)
    return {
      vi: `Chỉ ${by} rút lại được đề nghị của mình. Bấm «Trả lại» và ghi lý do.`,
      en: `Only ${by} can withdraw it. Hand it back, and write why.`,
    }
  if (action !== 'publish') return null
  if (isSamePerson({ account, by }, who))
    return {
      vi: `Đề nghị này do chính ${by} trình. Nhờ người có thẩm quyền khác duyệt.`,
      en: `${by} made this proposal. Have somebody else who may publish it look at it.`,
    }
  if (hands.includes(who.account) || madeBy.some((name) => isSamePerson({ account: null, by: name }, who)))
    return {
      vi: `${who.by} có sửa phần đề nghị này. Nhờ người có thẩm quyền khác duyệt.`,
      en: `${who.by} had a hand in this proposal. Have somebody else who may publish it look at it.`,
    }
  return null
}

/** What a proposal is after something was done about it. */
export function proposalAfter(
  { about }: Pick<ProposalLife, 'about'>,
  state: ProposalState,
  action: ProposalAction,
): ProposalState {
  if (action === 'submit') return 'waiting'
  if (action === 'publish') return 'published'
  if (action === 'return') return isTyped(about) ? 'returned' : 'withdrawn'
  // What was typed is not lost by taking it back from those who were to look at it.
  return isTyped(about) && state === 'waiting' ? 'draft' : 'withdrawn'
}
