import type { QualityAnswer, Score } from '@ioc/server/contract'
import { useText } from '../../../text/use-text.ts'
import { Shape } from '../../../ui/Shape.tsx'
import { nameOf } from './months.ts'

export const SCORES = ['right', 'whole', 'clean', 'live'] as const

/** A score of the last month, and a bar for it and each month before: as long as the score, from half of all on. */
export function ScoreCell({
  months,
  score,
}: {
  months: QualityAnswer['owners'][number]['months']
  score: (typeof SCORES)[number]
}) {
  const { t } = useText()
  const last = months.at(-1)?.[score]
  return (
    <div className="quality-cell" data-level={last?.level ?? undefined}>
      <strong>
        {last?.level && <Shape tone={last.level} />}
        <ScoreValue score={last} />
      </strong>
      <ol aria-label={t(`quality.${score}`)}>
        {months.map((each) => (
          <li key={each.month} data-level={each[score].level ?? undefined}>
            <Bar month={each.month} score={each[score]} />
          </li>
        ))}
      </ol>
    </div>
  )
}

const LEAST = 50

function Bar({ month, score }: { month: string; score: Score }) {
  const { t, number } = useText()
  const said = score.value === null ? '–' : t('quality.value', { value: number(score.value, 1) })
  const height = score.value === null ? 0 : Math.max(8, ((score.value - LEAST) / (100 - LEAST)) * 100)
  const label = t('quality.cell', { month: nameOf(month), value: said })
  return <i role="img" aria-label={label} title={label} style={{ height: `${height}%` }} />
}

function ScoreValue({ score }: { score: Score | undefined }) {
  const { t, number } = useText()
  return score === undefined || score.value === null ? '–' : t('quality.value', { value: number(score.value, 1) })
}
