import type { RunRow } from '@ioc/server/contract'
import type { TFunction } from 'i18next'
import { useText } from '../../../text/use-text.ts'

/** What went wrong with a run in one sentence, and what to do. */
export function RunFault({ run }: { run: RunRow }) {
  const { t } = useText()
  if (run.stop) {
    const key = run.status === 'running' ? 'runs.stopping' : 'runs.stopped'
    return <small className="run-stop">{t(key, { by: run.stop.by, why: run.stop.why })}</small>
  }
  if (run.status === 'abandoned') return <small>{t('runs.abandoned')}</small>
  return run.error === null ? null : <FaultSentence error={run.error} fault={run.fault} />
}

/** What happened and what to do, in the language of this screen where the fault has a name we know. */
export function FaultSentence({ error, fault }: { error: string; fault: RunRow['fault'] }) {
  const { t } = useText()
  const known = fault && sayFault(t, fault)
  return (
    <small className="desk-wrong">
      {known ? (
        <>
          {known.what} <b>{known.todo}</b>
        </>
      ) : (
        error
      )}
    </small>
  )
}

export function sayFault(t: TFunction, { code, params }: NonNullable<RunRow['fault']>): { what: string; todo: string } | null {
  const say = (part: 'what' | 'todo') => t(`runs.fault.${code}.${part}` as 'runs.log', { ...params, defaultValue: '' })
  const what: string = say('what')
  return what === '' ? null : { what, todo: say('todo') }
}
