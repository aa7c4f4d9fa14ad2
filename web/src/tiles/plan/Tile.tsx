import { Fragment } from 'react'
import { useText } from '../../text/use-text.ts'
import { useTheme } from '../../theme/tokens.ts'
import { Mark } from '../../ui/Mark.tsx'
import { useSize } from '../../ui/use-size.ts'
import { defineTile, earliest, type TileProps } from '../kind.ts'
import { TileFrame } from '../TileFrame.tsx'
import { ClauseRow } from './ClauseRow.tsx'
import { boardOf, isAllStale } from './option.ts'
import './plan.css'
import { UnmeasuredRow } from './UnmeasuredRow.tsx'

const HEAD_REM = 6
/** From here on the two lists stand beside each other: names would be too far from their figures. */
const APART_REM = 560

function Plan({ tile, trust }: TileProps<'plan'>) {
  const { t, title } = useText()
  const [ref, { width, height }] = useSize<HTMLDivElement>()
  const { rem } = useTheme()
  const isApart = width >= APART_REM * rem
  const space = height / rem - (isApart ? HEAD_REM : 2 * HEAD_REM)
  const { measured, unmeasured, hidden, isRoomy } = boardOf(tile.rows, space, isApart)
  const { late, at_risk } = tile.counts
  return (
    <TileFrame
      tile={tile.id}
      title={title(tile.title)}
      trust={trust}
      aside={t('plan.count', { count: tile.rows.length, kept: tile.counts.on_track + tile.counts.done })}
      mark={
        late + at_risk > 0 &&
        trust.state !== 'stale' && (
          <Mark tone={late > 0 ? 'critical' : 'watch'}>{t('plan.behind', { count: late + at_risk })}</Mark>
        )
      }
      foot={[hidden > 0 && t('plan.more', { count: hidden }), t('plan.method')]}
      beat={tile.rows.map(({ actual }) => actual).join()}
    >
      <div className="plan" ref={ref} data-apart={isApart || undefined}>
        {tile.rows.length === 0 && <p className="tile-nothing">{t('plan.none')}</p>}
        {measured.length > 0 && (
          <ul className="plan-measured">
            <li className="plan-head">
              <span className="plan-clause">{t('plan.clause')}</span>
              <span className="plan-goal">{t('plan.goal')}</span>
              <span className="plan-actual">{t('plan.actual')}</span>
              <span className="plan-progress">{t('plan.progress')}</span>
              <span className="plan-forecast">{t('plan.forecast')}</span>
              <span className="plan-needed">{t('plan.needed')}</span>
            </li>
            {measured.map((row) => (
              <ClauseRow key={`${row.plan.id} ${row.id}`} row={row} />
            ))}
          </ul>
        )}
        {unmeasured.length > 0 && (
          <div className="plan-unknown">
            <p className="plan-head">{t('plan.unmeasured', { count: tile.counts.unmeasured })}</p>
            <ul className="plan-unmeasured" data-roomy={isRoomy || undefined}>
              {unmeasured.map(({ plan, rows }) => (
                <Fragment key={plan.id}>
                  <li className="plan-row plan-of" title={plan.source}>
                    {plan.citation}
                  </li>
                  {rows.map((row) => (
                    <UnmeasuredRow key={row.id} row={row} />
                  ))}
                </Fragment>
              ))}
            </ul>
          </div>
        )}
      </div>
    </TileFrame>
  )
}

export default defineTile({
  kind: 'plan',
  trust: ({ rows }) => ({
    state: isAllStale(rows) ? 'stale' : 'ok',
    level: null,
    lateBy: 0,
    simulated: rows.some(({ simulated }) => simulated),
    receivedAt: earliest(rows),
  }),
  View: Plan,
})
