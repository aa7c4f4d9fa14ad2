import type { ProofAnswer } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Question, withFact } from '../address/address.ts'
import { SearchLink } from '../address/SearchLink.tsx'
import { useText } from '../text/use-text.ts'
import { Failed } from './Failed.tsx'
import { isSameGroup, sayDims } from './option.ts'
import { type Group, ROWS_A_PAGE, rowsQuery } from './queries.ts'

/** The facts of one group, newest first; each leads to the record it was read from. */
export function Rows({ question, answer, group }: { question: Question; answer: ProofAnswer; group: Group | null }) {
  const { t } = useText()
  if (!group) return <p className="proof-help">{t(answer.proof.rows === 0 ? 'proof.noGroups' : 'proof.rowsNone')}</p>
  return <GroupRows key={JSON.stringify(group)} question={question} answer={answer} group={group} />
}

// Open dossiers without a due time stand in a bucket at the end of time.
const END_OF_TIME = '9999'

function GroupRows({ question, answer: { proof }, group }: { question: Question; answer: ProofAnswer; group: Group }) {
  const say = useText()
  const { t, day, minute, number } = say
  const [page, setPage] = useState(0)
  const { data, error, isFetching, refetch } = useQuery(rowsQuery(question, group, page))
  const term = proof.terms[group.term]
  const whole = term?.groups.find(({ unit, dims }) => isSameGroup(group, { term: group.term, unit: unit.key, dims }))
  if (!term || !whole) return null
  const when = (bucket: string) => {
    if (bucket.startsWith(END_OF_TIME)) return '—'
    const time = minute(bucket)
    return time === '00:00' ? day(bucket) : `${time} ${day(bucket)}`
  }
  const from = page * ROWS_A_PAGE
  return (
    <>
      <h3>{t('proof.rows')}</h3>
      <p className="rows-group">
        {whole.unit.name}
        <small>{sayDims(whole.dims, term, say)}</small>
      </p>
      {error && <Failed error={error} isTrying={isFetching} tryAgain={() => void refetch()} />}
      {!data && !error && (
        <p className="proof-help" role="status">
          {t('proof.rowsLoading')}
        </p>
      )}
      <ol className="rows">
        {data?.rows.map(({ feed, externalId, bucket, value }, place) => (
          <li key={`${externalId} ${bucket} ${place}`}>
            <SearchLink className="rows-row" data-row={externalId} to={(search) => withFact(search, { feed, id: externalId })}>
              <span className="rows-id">{externalId}</span>
              <span className="rows-when">{when(bucket)}</span>
              <span className="rows-value">{number(value, Number.isInteger(value) ? 0 : 2)}</span>
            </SearchLink>
          </li>
        ))}
      </ol>
      {data && data.rows.length < Math.min(ROWS_A_PAGE, whole.rows - from) && (
        <p className="proof-help">{t('proof.rowsUntold')}</p>
      )}
      {whole.rows > ROWS_A_PAGE && (
        <nav className="rows-pages">
          <button type="button" disabled={page === 0} onClick={() => setPage(page - 1)}>
            {t('proof.previous')}
          </button>
          <span>
            {t('proof.rowsRange', {
              from: number(from + 1),
              to: number(Math.min(whole.rows, from + ROWS_A_PAGE)),
              all: number(whole.rows),
            })}
          </span>
          <button type="button" disabled={from + ROWS_A_PAGE >= whole.rows} onClick={() => setPage(page + 1)}>
            {t('proof.next')}
          </button>
        </nav>
      )}
    </>
  )
}
