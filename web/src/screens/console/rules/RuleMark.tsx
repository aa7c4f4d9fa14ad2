import type { RuleSeverity } from '@ioc/server/contract'
import { useText } from '../../../text/use-text.ts'
import { Shape } from '../../../ui/Shape.tsx'
import './rules.css'

const TONES = { block: 'critical', hold: 'warn', warn: 'watch', off: 'missing' } as const

/** What a broken rule does, by shape and word. */
export function RuleMark({ severity }: { severity: RuleSeverity | 'off' }) {
  const { t } = useText()
  return (
    <span className="rule-mark" data-severity={severity}>
      <Shape tone={TONES[severity]} /> {t(`rules.severity.${severity}`)}
    </span>
  )
}
