import type { IndicatorAnswer, ReadingAnswer } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { withQuestion } from '../../address/address.ts'
import { SearchLink } from '../../address/SearchLink.tsx'
import { toneOf } from '../../proof/option.ts'
import { SignedMark } from '../../proof/Signed.tsx'
import { formatMoment } from '../../text/moment.ts'
import { useText } from '../../text/use-text.ts'
import { changeOf } from '../../ui/compare.ts'
import { Mark } from '../../ui/Mark.tsx'
import { questionOf, readingQuery } from './queries.ts'
import type { Settled } from './settle.ts'

/** The leading indicator for the unit over the whole period, with what it is measured against; a click away from its proof. */
export function Headline({ indicator, view }: { indicator: IndicatorAnswer; view: Settled }) {
  const { title } = useText()
  const { data } = useQuery(readingQuery(indicator.id, view))
  return (
    <header className="explore-headline">
      <p className="explore-domain">{title(indicator.domainTitle)}</p>
      <h1 tabIndex={-1}>{title(indicator.title)}</h1>
      {data && <Reading reading={data} view={view} />}
    </header>
  )
}

function Reading({ reading, view }: { reading: ReadingAnswer; view: Settled }) {
  const { t, whole, day, number, zone } = useText()
  const { value, before, state, level, clocks, target, unitOfMeasurement: of, decimals } = reading
  const change = changeOf({ value, before, unit: of, direction: reading.direction })
  const days = (from: string, to: string) => {
    const [first, last] = [day(from), day(Math.max(Date.parse(from), Date.parse(to) - 1))]
    return first === last ? first : `${first} – ${last}`
  }
  const period = days(clocks.from, clocks.to)
  const { beforeFrom, beforeTo } = reading
  const isAsSigned = !reading.asOf && reading.where.length === 0
  return (
    <p className="explore-reading" data-value={value ?? ''}>
      <b>{value === null ? '—' : whole(value, of, decimals)}</b>
      <span>{t('explore.now', { unit: reading.unit.name, period })}</span>
      <Mark tone={level ?? toneOf(state)}>{t(level ? `level.${level}` : `state.${state}`)}</Mark>
      {before !== null && (
        <span data-better={change?.better ?? undefined}>
          {t(`explore.beforeIs.${view.compare ?? 'solar'}`, {
            value: whole(before, of, decimals),
            period: beforeFrom && beforeTo ? days(beforeFrom, beforeTo) : '',
          })}
          {change &&
            ` (${{ up: '+', down: '−', same: '' }[change.way]}${number(change.amount, 1)}${change.by === 'percent' ? ' %' : ` ${t('explore.point')}`})`}
        </span>
      )}
      {target && view.compare !== 'target' && (
        <span>{t('explore.target', { value: whole(target.value, of, Number.isInteger(target.value) ? 0 : decimals) })}</span>
      )}
      {reading.heldUntil && <span>{t('explore.heldUntil', { at: formatMoment(reading.heldUntil, zone) })}</span>}
      {isAsSigned && <SignedMark reading={reading} />}
      {reading.estimate && <span>{t('proof.estimate')}</span>}
      {reading.simulated && <span className="explore-simulated">{t('proof.simulated')}</span>}
      <SearchLink to={(search) => withQuestion(search, questionOf(reading.indicator, view))}>{t('explore.proof')}</SearchLink>
    </p>
  )
}
