import { useMemo } from 'react'
import { EChart } from '../../charts/EChart.tsx'
import { useText } from '../../text/use-text.ts'
import { useTheme } from '../../theme/tokens.ts'
import { useSize } from '../../ui/use-size.ts'
import { defineTile, plainTrust, type TileProps } from '../kind.ts'
import { Nothing } from '../Nothing.tsx'
import { TileFrame } from '../TileFrame.tsx'
import { Lines } from './Lines.tsx'
import { hasProvisional, splitLine, trendAxis, trendOption } from './option.ts'
import './trend.css'

function Trend({ tile, trust }: TileProps<'trend'>) {
  const say = useText()
  const theme = useTheme()
  const [ref, { height }] = useSize<HTMLDivElement>()
  const axis = useMemo(() => trendAxis(tile, height, theme.rem), [tile, height, theme])
  const option = useMemo(() => trendOption(tile, theme, say, axis), [tile, theme, say, axis])
  const { t, title, days, months, unit } = say
  const newest = tile.series.map(({ indicator, points, title: name }) => ({
    indicator,
    name: title(name),
    value: splitLine(
      points,
      points.map(({ at }) => at),
    ).last,
  }))
  const { usual } = tile
  const range = usual?.ranges.at(-1)
  const isEmpty = newest.every(({ value }) => value === null)
  const foot = [
    // What would mislead is said where there is room for nothing else; the dates are below the lines too.
    !isEmpty && axis.min !== 0 && t('trend.notFromZero'),
    (tile.step === 'month' ? months : days)(tile.clocks.from, tile.clocks.to),
    unit(tile.unit) && t('trend.unit', { unit: unit(tile.unit) }),
    hasProvisional(tile) && t('trend.provisional'),
    usual && t(`trend.usual.${tile.step}`, { count: usual.back }),
  ]
  return (
    <TileFrame
      tile={tile.id}
      title={title(tile.title)}
      trust={trust}
      aside={!isEmpty && <Lines tile={tile} />}
      foot={foot}
      beat={newest.map(({ value }) => value).join()}
    >
      {isEmpty ? (
        <Nothing />
      ) : (
        <div className="trend" ref={ref}>
          <EChart option={option} label={title(tile.title)} />
        </div>
      )}
      <ul className="unseen">
        {tile.series.flatMap(({ indicator, title: name, seams }) =>
          seams.map(({ from, note, basis }) => (
            <li key={`${indicator} ${from}`} data-seam={from}>
              {[title(name), t('trend.seam', { day: say.day(from) }), note && title(note), basis].filter(Boolean).join('. ')}
            </li>
          )),
        )}
        {newest.map(({ indicator, name, value }) => (
          <li key={indicator} data-series={indicator} data-value={value ?? ''}>
            {name}: {value === null ? t('state.missing') : say.whole(value, tile.unit)}
          </li>
        ))}
        {usual && range && (
          <li data-usual={usual.indicator} data-low={range.low} data-high={range.high}>
            {t('trend.usually', {
              name: newest.find(({ indicator }) => indicator === usual.indicator)?.name,
              when: (tile.step === 'month' ? say.monthYear : say.day)(range.at),
              low: say.whole(range.low, tile.unit),
              high: say.whole(range.high, tile.unit),
            })}{' '}
            {t(`trend.usual.${tile.step}`, { count: usual.back })}
          </li>
        )}
      </ul>
    </TileFrame>
  )
}

export default defineTile({ kind: 'trend', trust: plainTrust, View: Trend })
