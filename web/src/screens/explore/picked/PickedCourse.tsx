import type { IndicatorAnswer } from '@ioc/server/contract'
import { useMemo, useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { useSize } from '../../../ui/use-size.ts'
import { ofMembers } from '../cube.ts'
import { Chart } from '../pictures/Chart.tsx'
import { LineLegend } from '../pictures/LineLegend.tsx'
import { lineOption } from '../pictures/line/option.ts'
import { type Settled, settle } from '../settle.ts'
import { useDeskTheme } from '../theme.ts'
import { Unanswered } from '../Unanswered.tsx'
import { useCube } from '../use-cube.ts'
import { NOTHING_USUAL } from '../usual/use-usual.ts'
import './picked.css'

interface Props {
  view: Settled
  indicator: IndicatorAnswer
}

/** How those that are picked went over time, beside the picture they are picked in. */
export function PickedCourse({ view, indicator }: Props) {
  const say = useText()
  const { t, title, unit } = say
  const theme = useDeskTheme()
  const [openedAt] = useState(() => Date.now())
  const afresh = { picture: 'line', compare: null, period: null, step: null } as const
  const over = settle({ ...view, indicators: [indicator.id], ...afresh }, indicator, openedAt)
  const { cube, error, isAsking, again } = useCube(over, [indicator])
  const [box, { height }] = useSize<HTMLDivElement>()
  const { picked } = view
  const shown = useMemo(() => cube && ofMembers(cube, picked), [cube, picked])
  const keys = useMemo(() => picked.filter((key) => shown?.rows.some(({ member }) => member.key === key)), [shown, picked])
  const { step } = over
  const option = useMemo(() => {
    const drawn = { picked: keys, step, isCompared: false, height, bands: [], usual: NOTHING_USUAL }
    return shown && height > 0 ? lineOption(shown, drawn, theme, say) : null
  }, [shown, keys, step, height, theme, say])
  const [only] = shown?.rows.length === 1 ? shown.rows : []
  return (
    <section className="picked-course" aria-label={t('explore.pickedCourse')} aria-busy={isAsking}>
      <h2>{t('explore.pickedCourse')}</h2>
      <p>{[only?.member.name, title(indicator.title), unit(indicator.unitOfMeasurement)].filter(Boolean).join(' · ')}</p>
      {error && <Unanswered error={error} again={again} />}
      {isAsking && !shown && <p role="status">{t('explore.loading')}</p>}
      {shown && <LineLegend cube={shown} picked={keys} />}
      {shown?.rows.length === 0 && <p>{t('explore.empty')}</p>}
      <div ref={box} className="picked-lines">
        {option && keys.length > 0 && (
          <Chart
            option={option}
            label={t('explore.pickedChart', {
              indicator: title(indicator.title),
              members: shown?.rows.map(({ member }) => member.name).join(', '),
            })}
          />
        )}
      </div>
    </section>
  )
}
