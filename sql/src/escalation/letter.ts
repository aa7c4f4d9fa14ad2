import type { FoundAlert } from '../alerts/find.ts'
import type { AlertStatus } from '../alerts/life.ts'
import type { Severity } from '../alerts/rule.ts'
import { rank } from '../alerts/severity.ts'
import type { SubjectNames } from '../alerts/subject-names.ts'
import type { Localised } from '../pack/pack.ts'

/** What a message says, before any channel has put it in its own form. */
export type Letter = (AlertLetter | NoteLetter) & {
  /** The exercise it is of, by name: then it is no real news, and says so. */
  exercise?: string
  /** Its time was over, and what it said was removed. */
  removed?: true
}

/** Something to be told that is no alert: a reminder, an order, a test. In the language of the office. */
export interface NoteLetter {
  about: 'note'
  headline: string
  lines: string[]
  /** Where in the console it is seen to. */
  path: string
  level: Severity | null
}

export interface AlertLetter {
  about: 'alerts'
  groups: LetterGroup[]
  /** How many alerts it is of, and how many of them are told by their number alone. */
  total: number
  left: number
  /** Nobody has seen to some of them in the time they had. */
  isEscalated: boolean
}

/** Alerts of one cause. */
interface LetterGroup {
  subject: string
  title: Localised
  level: Severity
  /** What the number is counted in. */
  unit: Localised | null
  decimals: number
  of: number
  lines: LetterLine[]
}

interface LetterLine {
  alert: number
  unit: string | null
  kind: LetterKind
  status: AlertStatus
  level: Severity
  measured: number | null
  bound: number | null
  target: number | null
  /** ISO 8601. */
  since: string
  /** The last days, the newest last; null where nobody told of a day. */
  trend: (number | null)[]
}

export type LetterKind = 'told' | 'escalated' | 'ended' | 'handed'

const GROUPS = 8
const LINES = 6

export interface LetterItem {
  kind: LetterKind
  alert: FoundAlert
}

/** Puts what is to be told in the order and number that a person can take in: by cause, the severest first, then those that are many. */
export function letterOf(items: LetterItem[], names: SubjectNames): AlertLetter {
  const bySubject = new Map<string, LetterItem[]>()
  for (const item of items) {
    const alike = bySubject.get(item.alert.subject)
    if (alike) alike.push(item)
    else bySubject.set(item.alert.subject, [item])
  }
  const groups = [...bySubject].map(([subject, items]) => groupOf(subject, items, names)).sort(bySeverity)
  const shown = groups.slice(0, GROUPS)
  return {
    about: 'alerts',
    groups: shown,
    total: items.length,
    left: items.length - shown.reduce((sum, { of }) => sum + of, 0),
    isEscalated: items.some(({ kind }) => kind === 'escalated'),
  }
}

function groupOf(subject: string, items: LetterItem[], names: SubjectNames): LetterGroup {
  const { title, unit, decimals } = names.of(subject)
  const lines = items
    .map(({ kind, alert }): LetterLine => {
      const { id, unitName, status, level, measured, bound, since } = alert
      return {
        alert: id,
        unit: unitName,
        kind,
        status,
        level,
        measured,
        bound,
        target: null,
        since: since.toISOString(),
        trend: [],
      }
    })
    .sort((a, b) => rank(b.level) - rank(a.level) || (a.since < b.since ? -1 : 1))
  return { subject, title, level: lines[0]?.level ?? 'watch', unit, decimals, of: items.length, lines: lines.slice(0, LINES) }
}

const bySeverity = (a: LetterGroup, b: LetterGroup) =>
  rank(b.level) - rank(a.level) || b.of - a.of || (a.subject < b.subject ? -1 : 1)
