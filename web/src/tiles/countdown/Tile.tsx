import { useText } from '../../text/use-text.ts'
import { useTheme } from '../../theme/tokens.ts'
import { Figure } from '../../ui/Figure.tsx'
import { rowsThatFit } from '../../ui/fit.ts'
import { Mark } from '../../ui/Mark.tsx'
import { useSize } from '../../ui/use-size.ts'
import { defineTile, earliest, type TileProps } from '../kind.ts'
import { TileFrame } from '../TileFrame.tsx'
import './countdown.css'
import { DueRow } from './DueRow.tsx'
import { firstDue } from './option.ts'

/** A row of a text of two lines, and of one where the list is wide enough to have it on one. */
const ROW_REM = 19
const LOW_ROW_REM = 14
const WIDE_REM = 80

/** How many working days are left to what is due next, how much of its time is over, and what comes after it. */
function Countdown({ tile, trust }: TileProps<'countdown'>) {
  const { t, title, day } = useText()
  const [ref, { width, height }] = useSize<HTMLUListElement>()
  const { rem } = useTheme()
  const isWide = width > WIDE_REM * rem
  const next = firstDue(tile.rows)
  const rows = tile.rows.slice(0, rowsThatFit(height, (isWide ? LOW_ROW_REM : ROW_REM) * rem))
  const rest = tile.rows.length - rows.length
  const word = t('countdown.workingDays', { count: next?.workingDays ?? 0 })
  return (
    <TileFrame
      tile={tile.id}
      title={title(tile.title)}
      trust={trust}
      mark={next && next.atRisk > 0 && <Mark tone="watch">{t('countdown.atRisk', { count: next.atRisk })}</Mark>}
      foot={[rest > 0 && t('countdown.more', { count: rest }), t('countdown.bar')]}
      beat={next && `${next.due} ${next.workingDays}`}
    >
      {next === null ? (
        <p className="tile-nothing">{t('countdown.none')}</p>
      ) : (
        <div className="countdown">
          <div className="countdown-next">
            <Figure value={next.workingDays} unit={{ id: 'working_day', vi: word, en: word }} decimals={0} estimate={false} />
            <p className="countdown-of">{t('countdown.until', { day: day(next.due), count: next.count })}</p>
          </div>
          <ul className="countdown-rows" ref={ref} data-wide={isWide || undefined}>
            {rows.map((row) => (
              <DueRow key={row.key} row={row} />
            ))}
          </ul>
        </div>
      )}
    </TileFrame>
  )
}

export default defineTile({
  kind: 'countdown',
  trust: ({ rows }) => ({
    state: 'ok',
    level: null,
    lateBy: 0,
    simulated: rows.some(({ simulated }) => simulated),
    receivedAt: earliest(rows),
  }),
  View: Countdown,
})
