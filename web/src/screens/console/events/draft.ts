import { type EventAnswer, EventSaid } from '@ioc/server/contract'
import { readDay, sayDay } from '../../../text/day.ts'
import { formatMoment, parseMoment } from '../../../text/moment.ts'

/** An event as it is being written. */
export interface Draft {
  kind: EventAnswer['kind']
  titleVi: string
  titleEn: string
  /** A day or an instant as it is sent; '' where none is said, null where what was typed is neither. */
  from: string | null
  to: string | null
  units: string[]
  /** Indicators, and domains whole. */
  figures: string[]
  source: string
  link: string
}

export type DraftField = 'titleVi' | 'from' | 'to' | 'source' | 'link'

export const EMPTY: Draft = {
  ...{ kind: 'storm', titleVi: '', titleEn: '', from: '', to: '', units: [], figures: [], source: '', link: '' },
}

export function draftOf(spec: EventSaid): Draft {
  const { kind, title, from, to = '', units, indicators, domains, source, link = '' } = spec
  const figures = [...domains, ...indicators]
  return { kind, titleVi: title.vi, titleEn: title.en ?? '', from, to, units, figures, source, link }
}

/** What a draft says, and the fields that keep it from being said. An id of a figure has a dot, that of a domain has none. */
export function readDraft(draft: Draft): { said: EventSaid | null; wrong: Set<DraftField> } {
  const { kind, titleVi, titleEn, from, to, units, figures, source, link } = draft
  const read = EventSaid.safeParse({
    ...{ kind, units, source, from: from ?? '' },
    title: { vi: titleVi, ...(titleEn.trim() && { en: titleEn }) },
    ...(to !== '' && { to: to ?? '' }),
    indicators: figures.filter((id) => id.includes('.')),
    domains: figures.filter((id) => !id.includes('.')),
    ...(link.trim() && { link: link.trim() }),
  })
  if (read.success) return { said: read.data, wrong: new Set() }
  const fields = read.error.issues.map(({ path }) => (path[0] === 'title' ? 'titleVi' : path[0]) as DraftField)
  return { said: null, wrong: new Set(fields) }
}

/** A day or an instant as it is written here. */
export const sayTime = (when: string, zone: string): string => (when.length === 10 ? sayDay(when) : formatMoment(when, zone))

/** «07/09/2026» into a day, «14:00 07/09/2026» into an instant; null for what is neither. */
export function readTime(text: string, zone: string): string | null {
  const day = readDay(text)
  if (day !== null) return day
  const at = parseMoment(text, zone)
  return at === null ? null : new Date(at).toISOString()
}
