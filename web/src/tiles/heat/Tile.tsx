import { useText } from '../../text/use-text.ts'
import { defineTile, plainTrust, type TileProps } from '../kind.ts'
import '../map-steps.css'
import { Nothing } from '../Nothing.tsx'
import { TileFrame } from '../TileFrame.tsx'
import './heat.css'
import { blueOf, bluesOf, peakOf } from './option.ts'

const EACH_HOURS = 3
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const

/** A week of hours: days below each other, the busier the lighter. The busiest carries its number. */
function Heat({ tile, trust }: TileProps<'heat'>) {
  const { t, title, unit, number } = useText()
  const blues = bluesOf(tile.cells)
  const peak = peakOf(tile.cells)
  const say = (value: number) => number(value, value < 10 ? 1 : 0)
  const words = (weekday: number, hour: number, value: number | null) =>
    t('heat.cell', {
      weekday: t(`heat.weekday.${weekday as (typeof WEEKDAYS)[number]}`),
      hour,
      value: value === null ? t('state.missing') : say(value),
    })
  const peakWords = peak && t('heat.peak', { cell: words(peak.weekday, peak.hour, peak.value) })
  return (
    <TileFrame
      tile={tile.id}
      title={title(tile.title)}
      trust={trust}
      aside={t('heat.unit', { unit: unit(tile.unit) })}
      foot={[t('heat.weeks', { count: tile.weeks }), peakWords]}
      beat={peakWords}
    >
      {peak === null ? (
        <Nothing />
      ) : (
        <div className="heat" role="img" aria-label={`${title(tile.title)}. ${peakWords}`}>
          {WEEKDAYS.map((weekday) => (
            <div key={weekday} className="heat-day" style={{ gridRow: weekday }}>
              {t(`heat.short.${weekday}`)}
            </div>
          ))}
          {tile.cells.map((cell) => (
            <div
              key={`${cell.weekday} ${cell.hour}`}
              className="heat-cell"
              data-class={blueOf(cell, blues) ?? 'missing'}
              data-peak={(cell.weekday === peak.weekday && cell.hour === peak.hour) || undefined}
              style={{ gridRow: cell.weekday, gridColumn: cell.hour + 2 }}
              title={words(cell.weekday, cell.hour, cell.value)}
            />
          ))}
          {Array.from({ length: 24 / EACH_HOURS }, (_, index) => (
            <div key={index} className="heat-hour" style={{ gridColumn: `${index * EACH_HOURS + 2} / span ${EACH_HOURS}` }}>
              {t('heat.hour', { hour: index * EACH_HOURS })}
            </div>
          ))}
          <ol className="heat-blues">
            {blues.map((from, index) => (
              <li key={from} data-class={index + 1}>
                {say(from)}
              </li>
            ))}
          </ol>
        </div>
      )}
    </TileFrame>
  )
}

export default defineTile({ kind: 'heat', trust: plainTrust, View: Heat })
