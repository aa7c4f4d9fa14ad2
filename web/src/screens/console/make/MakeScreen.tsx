import type { Draft } from '@ioc/server/contract'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { NotThere } from '../../../api/get.ts'
import { useText } from '../../../text/use-text.ts'
import { Shape } from '../../../ui/Shape.tsx'
import { Failed } from '../Failed.tsx'
import { WaitingProposal } from '../proposals/WaitingProposal.tsx'
import { ConnectStep } from './ConnectStep.tsx'
import { FieldsStep } from './FieldsStep.tsx'
import { MapStep } from './MapStep.tsx'
import './make.css'
import { Meanwhile } from './Meanwhile.tsx'
import { PreviewStep } from './PreviewStep.tsx'
import { PromiseStep } from './PromiseStep.tsx'
import { PublishStep } from './PublishStep.tsx'
import { draftQuery, optionsQuery } from './queries.ts'
import { STEPS, type StepName, stepsDone } from './steps.ts'
import { useDraft } from './use-draft.ts'

/** A feed being made, step by numbered step; every step may be gone back to. */
export function MakeScreen({ draft }: { draft: number }) {
  const { t } = useText()
  const [isPublished, setPublished] = useState(false)
  const { data, error } = useQuery({ ...draftQuery(draft), enabled: !isPublished })
  // What is typed stays on the screen though the draft is gone: it can still be copied from there.
  if (error && !data) return <Failed error={error} />
  if (!data) return <p className="console-empty">{t('console.loading')}</p>
  return (
    <>
      {error instanceof NotThere && <Failed error={error} />}
      <Making data={data} isPublished={isPublished} onPublished={() => setPublished(true)} />
    </>
  )
}

function Making({ data, isPublished, onPublished }: { data: Draft; isPublished: boolean; onPublished(): void }) {
  const { t, title, minute } = useText()
  const client = useQueryClient()
  const { data: options } = useQuery(optionsQuery())
  const load = useCallback(() => client.fetchQuery(draftQuery(data.id)), [client, data.id])
  const drafting = useDraft(data, load)
  const [chosen, setStep] = useState<StepName>()
  const done = stepsDone(drafting, options?.kinds ?? [])
  // Where a draft was left is known once the kinds are.
  const left = options && (STEPS.find((each) => !done.has(each)) ?? 'publish')
  const begun = useRef(left)
  begun.current ??= left
  const step = chosen ?? begun.current ?? 'connect'
  const heading = useRef<HTMLHeadingElement>(null)
  const shown = useRef(step)
  useEffect(() => {
    if (shown.current !== step) heading.current?.focus()
    shown.current = step
  }, [step])
  if (!options) return <p className="console-empty">{t('console.loading')}</p>
  const { spec, feed, savedAt, error } = drafting
  const connector = options.connectors.find(({ kind }) => kind === spec.connector)
  const name = spec.title?.vi ? title({ vi: spec.title.vi, en: spec.title.en || spec.title.vi }) : t('make.nameless')
  const go = (next: StepName) => {
    void drafting.flush().catch(() => {})
    setStep(next)
  }
  const at = STEPS.indexOf(step)
  const common = {
    drafting,
    options,
    onNext: () => go(STEPS[at + 1] ?? 'publish'),
    onBack: at === 0 ? undefined : () => go(STEPS[at - 1] as StepName),
    onGo: go,
  }
  return (
    <section className="make">
      <div className="make-head">
        <h1 ref={heading} tabIndex={-1}>
          {t(feed === null ? 'make.newFeed' : 'make.newVersion', { name })}
        </h1>
        <p className="make-help">
          {connector && title(connector.title)} ·{' '}
          {error ? (
            <strong className="make-fault">{t('make.unsaved', { why: error.message })}</strong>
          ) : (
            !isPublished && t('make.saved', { time: minute(savedAt) })
          )}{' '}
          {t(isPublished ? 'make.isPublished' : 'make.nothingYet')}
        </p>
      </div>
      {data.waiting ? (
        <>
          <WaitingProposal proposal={data.waiting.proposal} by={data.waiting.by} />
          <PreviewStep {...common} isReview />
        </>
      ) : (
        <>
          <ol className="make-steps">
            {STEPS.map((each, index) => (
              <li key={each}>
                <button
                  type="button"
                  aria-current={each === step ? 'step' : undefined}
                  data-done={done.has(each) || undefined}
                  onClick={() => go(each)}
                >
                  {index + 1}. {t(`make.steps.${each}`)} {done.has(each) && <Shape tone="good" />}
                </button>
              </li>
            ))}
          </ol>
          {!isPublished && <Meanwhile drafting={drafting} options={options} />}
          {step === 'connect' && connector && <ConnectStep {...common} connector={connector} />}
          {step === 'fields' && <FieldsStep {...common} />}
          {step === 'map' && <MapStep {...common} />}
          {step === 'preview' && <PreviewStep {...common} />}
          {step === 'promise' && <PromiseStep {...common} isAsked={connector?.isAsked ?? false} />}
          {step === 'publish' && <PublishStep {...common} onPublished={onPublished} />}
        </>
      )}
    </section>
  )
}
