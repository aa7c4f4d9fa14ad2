import type { RunRow } from '@ioc/server/contract'
import { useText } from '../../../text/use-text.ts'
import { stopRun } from '../queries.ts'
import { AskForm } from './AskForm.tsx'

/** The button that ends a run, while there is one to end. */
export function StopButton({ run, onAsk }: { run: RunRow; onAsk(): void }) {
  const { t } = useText()
  if (run.status !== 'running' || run.stop) return null
  return (
    <button type="button" className="run-stop-button" onClick={onAsk}>
      {t('runs.stop')}
    </button>
  )
}

/** Ends a run once somebody has said who wants it and why. */
export function StopForm({ run, onClose }: { run: RunRow; onClose(): void }) {
  const { t } = useText()
  return (
    <AskForm
      question={t('runs.ask.stop', { run: run.run })}
      fields={[{ name: 'why', label: t('runs.why'), type: 'text' }]}
      send={({ why = '' }) => stopRun(run.run, { why })}
      onClose={onClose}
    />
  )
}
