import type { BriefingsAnswer, MadeBriefing } from '@ioc/server/contract'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { formatMoment } from '../../../text/moment.ts'
import { useText } from '../../../text/use-text.ts'
import { Mark } from '../../../ui/Mark.tsx'
import { Failed } from '../Failed.tsx'
import { Link } from '../Link.tsx'
import { pathTo } from '../paths.ts'
import { Files } from './Files.tsx'
import { madeQuery, tryAgain } from './queries.ts'

interface Props {
  kinds: BriefingsAnswer
  /** Of one report alone, or of all. */
  only: string | null
  onOnly(briefing: string | null): void
}

const TONE = { waiting: 'not_yet_due', made: 'good', failed: 'critical' } as const

/** Every report that was made, waits to be, or failed and why, the newest first. */
export function History({ kinds, only, onOnly }: Props) {
  const { t, title } = useText()
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(madeQuery(only))
  const made = data?.pages.flatMap((page) => page.made) ?? []
  return (
    <section className="briefing-history" aria-labelledby="briefing-history">
      <h2 id="briefing-history">{t('briefings.history')}</h2>
      <div className="console-tabs" role="tablist">
        {[null, ...kinds].map((kind) => (
          <button
            key={kind?.id ?? ''}
            type="button"
            role="tab"
            aria-selected={only === (kind?.id ?? null)}
            onClick={() => onOnly(kind?.id ?? null)}
          >
            {kind ? title(kind.title) : t('briefings.all')}
          </button>
        ))}
      </div>
      {error && <Failed error={error} />}
      {!data && !error && <p className="console-empty">{t('console.loading')}</p>}
      {data && made.length === 0 && <p className="console-empty">{t('briefings.none')}</p>}
      {made.length > 0 && (
        <table className="desk-table">
          <thead>
            <tr>
              {(['report', 'asOf', 'made', 'state', 'files'] as const).map((column) => (
                <th key={column}>{t(`briefings.column.${column}`)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {made.map((each) => (
              <Row key={each.id} made={each} />
            ))}
          </tbody>
        </table>
      )}
      {hasNextPage && (
        <button type="button" disabled={isFetchingNextPage} onClick={() => fetchNextPage()}>
          {t('briefings.more')}
        </button>
      )}
    </section>
  )
}

function Row({ made }: { made: MadeBriefing }) {
  const { t, title, zone } = useText()
  const client = useQueryClient()
  const again = useMutation({
    mutationFn: () => tryAgain(made.id),
    onSettled: () => client.invalidateQueries({ queryKey: ['briefings'] }),
  })
  const moment = (at: string | null) => (at === null ? '–' : formatMoment(at, zone))
  return (
    <tr>
      <td>
        <Link to={pathTo.briefing(made.id)}>{title(made.title)}</Link>
        <small>{made.occasion === null ? t('briefings.askedBy', { by: made.askedBy }) : made.number}</small>
      </td>
      <td>{moment(made.asOf)}</td>
      <td>
        {moment(made.madeAt)}
        {made.late && <small>{t('briefings.late')}</small>}
      </td>
      <td>
        <Mark tone={TONE[made.status]}>{t(`briefings.status.${made.status}`)}</Mark>
        {made.simulated && <small>{t('briefings.simulated')}</small>}
        {made.status === 'failed' && (
          <>
            <small className="desk-wrong">{made.reason}</small>
            <small>
              {made.nextTryAt
                ? t('briefings.triesAgain', { at: moment(made.nextTryAt) })
                : t('briefings.gaveUp', { count: made.tries })}
            </small>
            <button type="button" disabled={again.isPending} onClick={() => again.mutate()}>
              {t('briefings.again')}
            </button>
          </>
        )}
        {again.error && <Failed error={again.error} />}
      </td>
      <td>
        <Files made={made} />
      </td>
    </tr>
  )
}
