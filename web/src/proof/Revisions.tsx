import type { ReadingAnswer } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import type { Question } from '../address/address.ts'
import { formatMoment } from '../text/moment.ts'
import { useText } from '../text/use-text.ts'
import { useWhy } from './Failed.tsx'
import { revisionsQuery } from './queries.ts'

/** Every value the point has had, newest first: when it was known, by which run, on what page. */
export function Revisions({ question, reading }: { question: Question; reading: ReadingAnswer }) {
  const { t, whole, zone } = useText()
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
        {data?.revisions.map(({ cause, knownAt, value, run, feed, pageCount, pages }) => (
          <li key={knownAt} data-value={value ?? ''}>
            <b>{value === null ? '—' : whole(value, of, finer)}</b>
            <span>{formatMoment(knownAt, zone)}</span>
            <small title={pages.map(({ name, sha256 }) => `${name}\n${sha256}`).join('\n')}>
              {[
                cause !== 'data' && t(`proof.revisionCause.${cause}`),
                feed,
                run !== null && t('proof.revisionRun', { run }),
                pageCount > 0 && t('proof.revisionPages', { count: pageCount }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </small>
          </li>
        ))}
      </ol>
      {data?.more && <p className="proof-help">{t('proof.revisionsMore')}</p>}
    </>
  )
}
