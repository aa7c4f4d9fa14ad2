import { actor } from '../audit/actor.ts'

/** Somebody who did something: by account, and as they were called then. Without an account: a machine, or before it was kept. */
export interface Hand {
  account: number | null
  by: string
}

/** Whoever acts now, under a name. */
export function handOf(by: string): Hand {
  const who = actor()
  return { account: (who?.kind === 'account' && who.id) || null, by }
}

/** One account is one person, whatever it is called by now; and so is one name, however it is spelled. */
export function isSamePerson(one: Hand | null, other: Hand): boolean {
  const plain = (name: string) => name.normalize('NFC').trim().replace(/\s+/g, ' ').toLocaleLowerCase('vi')
  return one !== null && ((one.account !== null && one.account === other.account) || plain(one.by) === plain(other.by))
}
