import type { RunRow } from '@ioc/server/contract'
import type { Language } from '../../../text/i18n.ts'
import { ofLanguage } from '../../../text/of-language.ts'
import type { Translate } from '../../../text/translate.ts'
import { useText } from '../../../text/use-text.ts'

/** What went wrong with a run in one sentence, and what to do. */
export function RunFault({ run }: { run: RunRow }) {
  const { t } = useText()
  if (run.stop) {
    const key = run.status === 'running' ? 'runs.stopping' : 'runs.stopped'
    return <small className="run-stop">{t(key, { by: run.stop.by, why: run.stop.why })}</small>
  }
  // Of a file that was not kept there is something to do.
  if (run.status === 'abandoned' && run.fault?.code !== 'not_kept') return <small>{t('runs.abandoned')}</small>
  return run.error === null ? null : <FaultSentence error={run.error} fault={run.fault} />
}

/** What happened and what to do, in the language of this screen where the fault has a name we know. */
export function FaultSentence({ error, fault }: { error: string; fault: RunRow['fault'] }) {
  const { t, language } = useText()
  const known = fault && sayFault(t, fault, language)
  return (
    <small className="desk-wrong">
      {known ? (
        <>
          {known.what} <b>{known.todo}</b>
        </>
      ) : (
        ((language === 'en' && fault?.params.en) ?? error)
      )}
    </small>
  )
}

export function sayFault(
  t: Translate,
  { code, params }: NonNullable<RunRow['fault']>,
  language: Language,
): { what: string; todo: string } | null {
  const said = ofLanguage(params, language)
  const say = (part: 'what' | 'todo') => t(`runs.fault.${code}.${part}` as 'runs.log', { ...said, defaultValue: '' })
  const what: string = say('what')
  return what === '' ? null : { what, todo: say('todo') }
}
