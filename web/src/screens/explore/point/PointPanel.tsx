import type { IndicatorAnswer } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { withQuestion } from '../../../address/address.ts'
import { SearchLink } from '../../../address/SearchLink.tsx'
import { toneOf } from '../../../proof/option.ts'
import { revisionsQuery } from '../../../proof/queries.ts'
import { sayCause } from '../../../proof/Revisions.tsx'
import { formatMoment } from '../../../text/moment.ts'
import { useText } from '../../../text/use-text.ts'
import { Mark } from '../../../ui/Mark.tsx'
import { pointOf, toRecords } from '../drill/drill.ts'
import { PointNotes } from '../notes/PointNotes.tsx'
import { sayOfStep } from '../pictures/slots.ts'
import { questionOf, readingQuery } from '../queries.ts'
import type { Settled } from '../settle.ts'
import { PointUsual } from '../usual/PointUsual.tsx'
import { BY_UNIT, type View } from '../view.ts'
import './point.css'

interface Props {
  at: string
  /** When its series was. */
  computedAt: string
  isFixed: boolean
  indicator: IndicatorAnswer
  view: Settled
  change(changes: Partial<View>): void
}

/** One point of a series: how far to trust it, all it was ever known to be, and the ways down from it. */
export function PointPanel({ at, computedAt, isFixed, indicator, view, change }: Props) {
  const say = useText()
  const { t, whole, zone } = say
  const point = pointOf(at, view, computedAt)
  const asked = { ...view, ...point }
  const question = questionOf(indicator.id, asked)
  const { data: reading } = useQuery(readingQuery(indicator.id, asked))
  const { data: told } = useQuery(revisionsQuery(question))
  const { unitOfMeasurement: of, decimals } = indicator
  // What moved a number may be less than it is usually rounded to.
  const finer = of.id === 'percent' || of.id === 'ratio' ? decimals + 2 : decimals
  return (
    <aside className="point" aria-label={t('explore.at', { time: sayOfStep(at, view.step, say) })}>
      <header>
        <h2>{sayOfStep(at, view.step, say)}</h2>
        <button type="button" onClick={() => change({ at: null })} aria-label={t('explore.closeAt')}>
          ×
        </button>
      </header>
      {reading && (
        <p className="point-value" data-value={reading.value ?? ''}>
          <b>{reading.value === null ? '—' : whole(reading.value, of, decimals)}</b>
          <Mark tone={toneOf(reading.state)}>{t(`state.${reading.state}`)}</Mark>
        </p>
      )}
      <nav>
        <SearchLink to={(search) => withQuestion(search, question)}>{t('explore.proof')}</SearchLink>
        <button type="button" onClick={() => change(toRecords(view, { point }))}>
          {t('explore.records')}
        </button>
        <button type="button" onClick={() => change({ by: BY_UNIT, ...point, picture: null, at: null, zoom: null, sort: null })}>
          {t('explore.splitHere')}
        </button>
      </nav>
      {reading && <PointNotes at={at} unit={reading.unit.key} view={view} isFixed={isFixed} />}
      <PointUsual at={at} indicator={indicator} view={view} change={change} />
      <h3>{t('explore.vintages')}</h3>
      {told?.revisions.length === 0 && <p>{t('explore.vintagesNone')}</p>}
      <ol className="point-vintages">
        {told?.revisions.map((revision, place) => {
          const before = told.revisions[place + 1]
          const moved = revision.value === null || before?.value == null ? null : revision.value - before.value
          return (
            <li key={revision.knownAt}>
              <b>{revision.value === null ? '—' : whole(revision.value, of, finer)}</b>
              <span>
                {moved === null
                  ? before || told.more
                    ? ''
                    : t('explore.firstKnown')
                  : `${moved > 0 ? '+' : ''}${say.amount(moved, of, finer).text}`}
              </span>
              <button type="button" title={t('explore.asOfThen')} onClick={() => change({ asOf: revision.knownAt })}>
                {formatMoment(revision.knownAt, zone)}
              </button>
              <small>{sayCause(revision, say)}</small>
            </li>
          )
        })}
      </ol>
      {told?.more && <p>{t('explore.vintagesMore')}</p>}
    </aside>
  )
}
