import type { FactAnswer } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Fact } from '../address/address.ts'
import { formatMoment } from '../text/moment.ts'
import { useText } from '../text/use-text.ts'
import { Failed } from './Failed.tsx'
import { plain, sealedIn, versionAt } from './option.ts'
import { factQuery, sourceQuery } from './queries.ts'
import { Reveal } from './Reveal.tsx'
import { Review } from './Review.tsx'
import { Versions } from './Versions.tsx'

interface Props {
  fact: Fact
  /** When it was asked about; now where absent. */
  asOf: string | undefined
}

/** A record exactly as its source wrote it, where it came in, and what it has been before. */
export function Record({ fact, asOf }: Props) {
  return <OneRecord key={`${fact.feed}/${fact.id}`} fact={fact} asOf={asOf} />
}

function OneRecord({ fact, asOf }: Props) {
  const { t } = useText()
  const { data, error, isFetching, refetch } = useQuery(factQuery(fact))
  const [picked, setPlace] = useState<number | null>(null)
  const place = picked ?? versionAt(data?.versions ?? [], asOf)
  const version = data?.versions[place]
  return (
    <article className="record" tabIndex={-1} data-record={fact.id}>
      <h3>{fact.id}</h3>
      {error && <Failed error={error} isTrying={isFetching} tryAgain={() => void refetch()} />}
      {!data && !error && (
        <p className="proof-help" role="status">
          {t('proof.recordLoading')}
        </p>
      )}
      {data && version && (
        <>
          <Received version={version} fact={fact} />
          {data.review && asOf === undefined && place === 0 && (
            <Review fact={fact} review={data.review} versions={data.versions.length} />
          )}
          <Source key={data.versions.length - place} fact={fact} version={place} />
          <Versions versions={data.versions} place={place} onPick={setPlace} />
        </>
      )}
    </article>
  )
}

function Received({ version, fact }: { version: FactAnswer['versions'][number]; fact: Fact }) {
  const { t, zone, number } = useText()
  const { page, run, feedVersion, place } = version
  return (
    <dl className="proof-list">
      <dt>{t('proof.feed')}</dt>
      <dd>
        {fact.feed}, {t('proof.feedVersion', { version: feedVersion })}
      </dd>
      <dt>{t('proof.page')}</dt>
      <dd className="record-page">{page.name}</dd>
      <dt>{t('proof.sha256')}</dt>
      <dd className="record-hash">
        <code>{page.sha256}</code>
      </dd>
      {page.redacted.length > 0 && (
        <>
          <dt>{t('proof.redacted')}</dt>
          <dd>{page.redacted.join(', ')}</dd>
        </>
      )}
      <dt>{t('proof.run')}</dt>
      <dd>{number(run)}</dd>
      <dt>{t('proof.received')}</dt>
      <dd>{formatMoment(page.receivedAt, zone)}</dd>
      <dt>{t('proof.recordAt')}</dt>
      <dd>{number(place)}</dd>
    </dl>
  )
}

function Source({ fact, version }: { fact: Fact; version: number }) {
  const { t } = useText()
  const { data, error, isFetching, refetch } = useQuery(sourceQuery(fact, version))
  return (
    <>
      <h4>{t('proof.record')}</h4>
      {error && <Failed error={error} isTrying={isFetching} tryAgain={() => void refetch()} />}
      {!data && !error && (
        <p className="proof-help" role="status">
          {t('proof.recordLoading')}
        </p>
      )}
      {data?.problem && <p className="proof-help">{data.problem}</p>}
      {data?.value && (
        <table className="record-fields">
          <thead className="unseen">
            <tr>
              <th scope="col">{t('proof.field')}</th>
              <th scope="col">{t('proof.content')}</th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(data.value).map(([field, value]) => (
              <tr key={field}>
                <th scope="row">{field}</th>
                <td>
                  <Content value={value} sealed={sealedIn(field, data.sealed)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {data && data.sealed.length > 0 && <Reveal fact={fact} version={version} />}
    </>
  )
}

/** What stands in a field; of what is sealed, that it is. */
function Content({ value, sealed }: { value: unknown; sealed: ReturnType<typeof sealedIn> }) {
  const { t } = useText()
  if (sealed === 'whole') return <i>{t('proof.sealed')}</i>
  const words = plain(value) || <i>{t('proof.noValue')}</i>
  if (sealed.length === 0) return words
  return (
    <>
      {words}
      <small className="record-sealed">{t('proof.sealedWithin', { fields: sealed.join(', ') })}</small>
    </>
  )
}
