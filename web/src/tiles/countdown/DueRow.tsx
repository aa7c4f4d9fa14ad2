import type { CSSProperties } from 'react'
import { ProofLink } from '../../proof/ProofLink.tsx'
import { useText } from '../../text/use-text.ts'
import { Shape } from '../../ui/Shape.tsx'
import { toneOf } from '../plan/option.ts'
import { barShape } from '../progress/option.ts'
import type { DueRowData } from './option.ts'

/** What is due, whose it is and when; how far it has got beside how much of its time is over. */
export function DueRow({ row }: { row: DueRowData }) {
  const { t, day } = useText()
  const { text, owner, due, workingDays, elapsed, done, status, question } = row
  const { fill, tick } = barShape(done, elapsed ?? 0)
  return (
    <li className="countdown-row" data-tone={toneOf[status]} data-due={due}>
      <Shape tone={toneOf[status]} />
      <span className="countdown-text">
        {question ? (
          <ProofLink className="countdown-open" question={question}>
            {text}
          </ProofLink>
        ) : (
          text
        )}
      </span>
      <small>
        {t('countdown.due', { day: day(due), count: workingDays })} · {owner}
      </small>
      {elapsed !== null && (
        <span className="countdown-bar" style={{ '--fill': fill, '--tick': tick } as CSSProperties}>
          <i className="countdown-fill" />
          <i className="countdown-tick" />
        </span>
      )}
    </li>
  )
}
