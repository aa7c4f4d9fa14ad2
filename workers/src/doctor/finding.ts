import type { Database } from '@ioc/sql'

/** What one look found: as it should be; to be done by somebody some day; or wrong, to be put right before anything else. */
export interface Finding {
  state: 'ok' | 'to do' | 'wrong'
  says: string
  /** What to do about it. */
  next?: string
}

/** The installation that is looked at. */
export interface Place {
  database: Database
  /** Whether the database is this program’s own, beside its data. */
  isEmbedded: boolean
  env: NodeJS.ProcessEnv
  /** The data folder, and the folder of the program itself. */
  home: string
  program: string
  /** Who runs it; undefined where the system has no such numbers. */
  uid: number | undefined
  node: string
  now: Date
}

export const ok = (says: string): Finding => ({ state: 'ok', says })
export const toDo = (says: string, next: string): Finding => ({ state: 'to do', says, next })
export const wrong = (says: string, next: string): Finding => ({ state: 'wrong', says, next })

/** The first few by name, and how many more there are. */
export const few = (names: readonly string[], most = 5): string =>
  names.length <= most ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${names.length - most} more`
