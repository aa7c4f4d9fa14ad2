import type { ReadingAnswer, RevisionsAnswer } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import type { Question } from '../address/address.ts'
import { formatMoment } from '../text/moment.ts'
import type { Say } from '../text/say.ts'
import { useText } from '../text/use-text.ts'
import { useWhy } from './Failed.tsx'
import { revisionsQuery } from './queries.ts'

/** Every value the point has had, newest first: when it was known, what made it so, on what page. */
export function Revisions({ question, reading }: { question: Question; reading: ReadingAnswer }) {
  const say = useText()
  const { t, whole, zone } = say
  const { unitOfMeasurement: of, decimals } = reading
  // A revision may move what the tile rounds away.
  const finer = of.id === 'percent' || of.id === 'ratio' ? decimals + 2 : decimals
  const { data, error } = useQuery(revisionsQuery(question))
  const why = useWhy(error)
  return (
    <>
      <h3>{t('proof.revisions')}</h3>
      {error && <p className="proof-help">{why}</p>}
      {!data && !error && (
        <p className="proof-help" role="status">
          {t('proof.revisionsLoading')}
        </p>
      )}
      {data?.revisions.length === 0 && <p className="proof-help">{t('proof.revisionsNone')}</p>}
      <ol className="proof-revisions">
        {data?.revisions.map((revision) => (
          <li key={revision.knownAt} data-value={revision.value ?? ''} data-cause={revision.cause}>
            <b>{revision.value === null ? '—' : whole(revision.value, of, finer)}</b>
            <span>{formatMoment(revision.knownAt, zone)}</span>
            <small title={revision.pages.map(({ name, sha256 }) => `${name}\n${sha256}`).join('\n')}>
              {sayCause(revision, say)}
            </small>
          </li>
        ))}
      </ol>
      {data?.more && <p className="proof-help">{t('proof.revisionsMore')}</p>}
    </>
  )
}

type Revision = RevisionsAnswer['revisions'][number]

/** What made the value so, as far as it is known: who or what, when asked for which days, which rule, on how many pages. */
export function sayCause(revision: Revision, { t, day }: Pick<Say, 't' | 'day'>): string {
  const { cause, feed, run, trigger, attempt, days, by, why, rules, pageCount } = revision
  const parts = [
    cause !== 'data' && t(`proof.revisionCause.${cause}`),
    ...rules.map((rule) => t('proof.revisionRule', rule)),
    feed,
    run !== null && t('proof.revisionRun', { run }),
    trigger && t(`proof.revisionTrigger.${trigger}`),
    days && t('runs.days', { from: day(days.from), to: day(days.to) }),
    attempt !== null && t('runs.attempt', { attempt }),
    by !== null && t('proof.revisionBy', { by }),
    why !== null && t('proof.revisionWhy', { why }),
    cause === 'hand' && why === null && t('proof.revisionNoWhy'),
    pageCount > 0 && t('proof.revisionPages', { count: pageCount }),
  ]
  return parts.filter(Boolean).join(' · ')
}
