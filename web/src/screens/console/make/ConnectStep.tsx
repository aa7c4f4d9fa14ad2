import type { ConnectorOption } from '@ioc/server/contract'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { CheckResult } from './CheckResult.tsx'
import { FormFields } from './FormFields.tsx'
import { check } from './queries.ts'
import { SampleBox } from './SampleBox.tsx'
import { SchemaForm } from './SchemaForm.tsx'
import './connect.css'
import { StepButtons } from './StepButtons.tsx'
import { asForm, type FormSchema } from './schema.ts'
import type { StepProps } from './steps.ts'

/** Where the source is and how one is let in; checked step by step, and a page taken of it. */
export function ConnectStep({ drafting, connector, onNext, onBack }: StepProps & { connector: ConnectorOption }) {
  const { t } = useText()
  const { id, spec, sample, change, flush, keepSecret, refresh } = drafting
  const checking = useMutation({
    mutationFn: async () => {
      await flush()
      const answer = await check(id)
      await refresh()
      return answer
    },
  })
  const whole = useRef<HTMLFormElement>(null)
  const { data: answer } = checking
  useEffect(() => {
    if (!answer) return
    // Who checks by keyboard goes on where the first thing to mend is or, where there is none, to the next step.
    const isSound = answer.sample && !answer.fault && answer.steps.every(({ ok }) => ok)
    const next = answer.faults.length > 0 ? '[aria-invalid="true"]' : isSound ? '.make-buttons .desk-primary' : null
    if (next) whole.current?.querySelector<HTMLElement>(next)?.focus()
  }, [answer])
  const isFile = connector.kind === 'file'
  const isForm = connector.kind === 'form'
  const form = (
    <SchemaForm
      schema={isForm ? withoutFields(asForm(connector.form)) : asForm(connector.form)}
      value={spec.settings ?? {}}
      onChange={(settings) => change({ settings })}
      path={['settings']}
      faults={checking.data?.faults ?? []}
      onSecret={keepSecret}
    />
  )
  return (
    <form
      ref={whole}
      className="make-step"
      onSubmit={(event) => {
        event.preventDefault()
        if (connector.isAsked) checking.mutate()
      }}
    >
      {isFile || isForm ? (
        <>
          {isFile ? <SampleBox drafting={drafting} kind="file" /> : <FormFields drafting={drafting} />}
          <details className="make-more">
            <summary>{t('make.more')}</summary>
            {form}
          </details>
        </>
      ) : (
        form
      )}
      {connector.isAsked && (
        <div className="make-check">
          <button type="submit" className={sample ? '' : 'desk-primary'} disabled={checking.isPending}>
            {t(checking.isPending ? 'make.checking' : 'make.check')}
          </button>
          {!checking.data && !checking.isPending && <span className="make-help">{t('make.checkHelp')}</span>}
          {checking.error && <Failed error={checking.error} />}
          {checking.data && !checking.isPending && <CheckResult answer={checking.data} />}
        </div>
      )}
      {!connector.isAsked && !isFile && <SampleBox drafting={drafting} kind={isForm ? 'form' : 'message'} />}
      <StepButtons
        onBack={onBack}
        onNext={onNext}
        next={t('make.toFields')}
        isReady={sample !== null}
        why={t(connector.isAsked ? 'make.checkFirst' : 'make.sampleFirst')}
      />
    </form>
  )
}

/** The fields of a form are asked for in a table of their own. */
function withoutFields(form: FormSchema): FormSchema {
  const { fields: _, ...properties } = form.properties ?? {}
  return { ...form, properties }
}
