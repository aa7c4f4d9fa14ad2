interface CrashPoint {
  /** Just before this statement is sent, or as soon as it has been answered. */
  when: 'before' | 'after'
  statement: RegExp
  /** Of a commit: what its transaction did last. */
  behind?: RegExp
  /** It is reached at the door, before a worker has a file that was sent. */
  atDoor?: boolean
}

const PAGE = /^insert into page \(/
const FACTS = /with written as/
const CLOSING = /^update "run" set "status" = case/
const HEARD = /with heard as/

/** Where a worker may die on a record's road, in the order they are passed. */
export const CRASH_POINTS: Record<string, CrashPoint> = {
  opened: { when: 'after', statement: /^insert into "run" /, atDoor: true },
  fetched: { when: 'before', statement: /^insert into page_chunk/, atDoor: true },
  'page stored in part': { when: 'after', statement: /^insert into page_chunk/, atDoor: true },
  'page stored': { when: 'before', statement: /^commit$/, behind: PAGE, atDoor: true },
  'page committed': { when: 'after', statement: /^commit$/, behind: PAGE, atDoor: true },
  listed: { when: 'after', statement: /^insert into "run_page"/ },
  parsed: { when: 'before', statement: /pg_advisory_xact_lock_shared\(hashtext\('facts of feed'\)/ },
  counted: { when: 'after', statement: /^\s*update run_page set taken/ },
  staged: { when: 'before', statement: /pg_advisory_xact_lock\(hashtext\('storing of feed'\)/ },
  'facts written': { when: 'after', statement: FACTS },
  'before commit': { when: 'before', statement: /^commit$/, behind: FACTS },
  'after commit': { when: 'after', statement: /^commit$/, behind: FACTS },
  'before closing': { when: 'before', statement: CLOSING },
  'closing told': { when: 'before', statement: /^commit$/, behind: HEARD },
  closed: { when: 'after', statement: /^commit$/, behind: HEARD },
}
