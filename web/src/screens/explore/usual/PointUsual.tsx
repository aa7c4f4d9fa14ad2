import { type IndicatorAnswer, UnusualAnswer } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useText } from '../../../text/use-text.ts'
import { periodAt } from '../drill/drill.ts'
import { seriesAnswerOf } from '../queries.ts'
import type { Settled } from '../settle.ts'
import type { View } from '../view.ts'
import { isUsualSaid } from './use-usual.ts'
import './usual.css'

const MOST = 8

interface Props {
  at: string
  indicator: IndicatorAnswer
  view: Settled
  change(changes: Partial<View>): void
}

/** One point beside what is usual, and the units that moved it: how much lower or higher the whole would be had each been as usual. */
export function PointUsual({ at, indicator, view, change }: Props) {
  const say = useText()
  const { t, whole } = say
  const { data, error } = useQuery({
    ...seriesAnswerOf(indicator.id, '/usual/parts', { ...view, period: periodAt(at, view.step) }, UnusualAnswer),
    enabled: isUsualSaid(view),
  })
  if (!isUsualSaid(view)) return null
  const { unitOfMeasurement: of, decimals } = indicator
  const said = (value: number | null) => (value === null ? '—' : whole(value, of, decimals))
  const signed = (value: number) => `${value > 0 ? '+' : ''}${say.amount(value, of, decimals + 1).text}`
  const { stand, parts, untold = 0, figures = [] } = data ?? {}
  // Those that moved it the way it went.
  const isUp = (data?.value ?? 0) >= (stand?.middle ?? 0)
  const movers = (parts ?? []).filter(({ effect }) => (isUp ? effect > 0 : effect < 0)).slice(0, MOST)
  return (
    <section className="point-usual" aria-label={t('usual.title')}>
      <h3>{t('usual.title')}</h3>
      {error && <p role="alert">{error.message}</p>}
      {data && !stand && <p>{t('usual.tooFew', { count: figures.length })}</p>}
      {stand && (
        <>
          <p data-side={stand.side ?? undefined}>
            {t('usual.range', { low: said(stand.low), high: said(stand.high), count: figures.length })}{' '}
            <b>{t(stand.side ? `usual.farOut.${stand.side}` : 'usual.within')}</b>
          </p>
          {parts === null && <p>{t('usual.noParts')}</p>}
          {movers.length > 0 && (
            <table>
              <thead>
                <tr>
                  <th>{t('usual.unit')}</th>
                  <th>{t('usual.here')}</th>
                  <th>{t('usual.usually')}</th>
                  <th>{t('usual.effect')}</th>
                </tr>
              </thead>
              <tbody>
                {movers.map(({ key, name, value, usual, effect }) => (
                  <tr key={key}>
                    <td>
                      <button type="button" onClick={() => change({ unit: key, at })}>
                        {name}
                      </button>
                    </td>
                    <td>{value === null ? '—' : say.amount(value, of, decimals).text}</td>
                    <td>{usual === null ? '—' : say.amount(usual, of, decimals + 1).text}</td>
                    <td>{signed(effect)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          {movers.length > 0 && <small>{t('usual.effectMeans')}</small>}
          {untold > 0 && <small>{t('usual.untold', { count: untold })}</small>}
        </>
      )}
    </section>
  )
}
