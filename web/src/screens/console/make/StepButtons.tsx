import type { ReactNode } from 'react'
import { useText } from '../../../text/use-text.ts'

/** The foot of a step: back at the left, the one primary action at the right. */
export function StepButtons({
  onBack,
  onNext,
  next,
  isReady = true,
  why,
  children,
}: {
  onBack: (() => void) | undefined
  onNext?: () => void
  next?: string
  isReady?: boolean
  /** Why one cannot go on yet. */
  why?: string | undefined
  children?: ReactNode
}) {
  const { t } = useText()
  return (
    <footer className="make-buttons">
      {onBack && (
        <button type="button" onClick={onBack}>
          {t('make.back')}
        </button>
      )}
      <span className="make-help" role="status">
        {!isReady && why}
      </span>
      {children}
      {onNext && next && (
        <button type="button" className="desk-primary" disabled={!isReady} onClick={onNext}>
          {next}
        </button>
      )}
    </footer>
  )
}
