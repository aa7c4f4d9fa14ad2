import type { HeldStatus, MendAnswer } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import type { HeldFilter } from '../paths.ts'
import { HELD_A_PAGE, heldQuery, reasonsQuery } from '../queries.ts'
import { AlikeWords } from './AlikeWords.tsx'
import { HeldGrid } from './HeldGrid.tsx'
import { Mended } from './Mended.tsx'
import './held.css'

const TABS = ['held', 'awaiting', 'rejected', 'dismissed', 'released', 'superseded'] as const satisfies HeldStatus[]

/** The rows of a feed that wait for a person, by what holds them. */
export function HeldScreen({ feed, only }: { feed: string; only?: HeldFilter | undefined }) {
  const { t, title, number } = useText()
  const [status, setStatus] = useState<HeldStatus>(only?.status ?? 'held')
  const [reason, setReason] = useState<{ field?: string; code: string } | null>(only ? { code: only.code } : null)
  const [words, setWords] = useState('')
  const [mended, setMended] = useState<MendAnswer | null>(null)
  const [pages, setPages] = useState<number[]>([0])
  const asked = { status, reason, words: useDeferredValue(words), after: pages.at(-1) ?? 0 }
  const { data, error } = useQuery(heldQuery(feed, asked))
  const { data: reasons = [] } = useQuery(reasonsQuery(feed))
  const show = (next: () => void) => {
    next()
    setPages([0])
  }
  if (error) return <Failed error={error} />
  if (!data) return <p className="console-empty">{t('console.loading')}</p>
  return (
    <section className="held">
      <div className="console-head">
        <h1>{t('console.heldOf', { feed: title(data.title) })}</h1>
        <input
          type="search"
          value={words}
          onChange={(event) => show(() => setWords(event.target.value))}
          placeholder={t('console.findRow')}
          aria-label={t('console.findRow')}
        />
      </div>
      <div className="console-tabs" role="tablist">
        {TABS.map((tab) => (
          <button key={tab} type="button" role="tab" aria-selected={tab === status} onClick={() => show(() => setStatus(tab))}>
            {t(`console.status.${tab}`)}
          </button>
        ))}
      </div>
      {reason && reason.field === undefined && (
        <p className="console-note" role="status">
          {t('console.onlyRule')}{' '}
          <button type="button" onClick={() => show(() => setReason(null))}>
            {t('console.allRows')}
          </button>
        </p>
      )}
      {status === 'held' && reasons.length > 0 && (
        <div className="held-reasons">
          {reasons
            .filter((each) => each.status === 'held')
            .map((each) => {
              const isOn = reason?.field === each.field && reason.code === each.code
              return (
                <button
                  key={`${each.field} ${each.code}`}
                  type="button"
                  aria-pressed={isOn}
                  title={each.message}
                  onClick={() => show(() => setReason(isOn ? null : { field: each.field, code: each.code }))}
                >
                  <b>{number(each.count)}</b> {nameOf(each)}
                </button>
              )
            })}
        </div>
      )}
      {status === 'held' && reason?.field !== undefined && (
        <AlikeWords
          key={`${reason.field} ${reason.code}`}
          feed={feed}
          fault={{ field: reason.field, code: reason.code }}
          fourEyes={data.fourEyes}
        />
      )}
      {data.rows.length === 0 ? (
        <>
          {mended && (
            <p className="console-note" role="status">
              <Mended rows={mended} />
            </p>
          )}
          <p className="console-empty">{t(words || reason ? 'console.noRowFound' : `console.noRow.${status}`)}</p>
        </>
      ) : (
        <HeldGrid answer={data} status={status} mended={mended} onMended={setMended} />
      )}
      {(pages.length > 1 || data.total > data.rows.length) && (
        <p className="held-pages">
          <button type="button" disabled={pages.length === 1} onClick={() => setPages(pages.slice(0, -1))}>
            {t('console.before')}
          </button>
          {t('console.rowsOf', { shown: number(data.rows.length), total: number(data.total) })}
          <button
            type="button"
            disabled={data.rows.length < HELD_A_PAGE}
            onClick={() => setPages([...pages, data.rows.at(-1)?.id ?? 0])}
          >
            {t('console.after')}
          </button>
        </p>
      )}
    </section>
  )
}

/** What is wrong, without what to do about it. */
function nameOf({ message }: { message: string }): string {
  return message.split(/[.;] /, 1)[0] ?? message
}
