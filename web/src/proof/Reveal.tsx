import type { RevealAnswer } from '@ioc/server/contract'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState } from 'react'
import type { Fact } from '../address/address.ts'
import { useMay } from '../api/me.ts'
import { useText } from '../text/use-text.ts'
import { sendReveal } from './queries.ts'

const OPEN_FOR_S = 60
const LEAST = 10
const MOST = 500

/** Whose record it is, where its source's words about that are sealed: whoever may and says why reads them for a minute. */
export function Reveal({ fact, version }: { fact: Fact; version: number }) {
  const { t } = useText()
  const may = useMay()
  const section = useRef<HTMLElement>(null)
  return (
    <section ref={section} className="review" tabIndex={-1} aria-label={t('proof.identity')}>
      <h4>{t('proof.identity')}</h4>
      {may('identities.reveal') ? (
        <Opening fact={fact} version={version} onClosed={() => section.current?.focus()} />
      ) : (
        <p className="proof-help">{t('proof.identityMayNot')}</p>
      )}
    </section>
  )
}

/** Nothing of what is read outlives it on the page: it is in no cache, and closing takes it away. */
function Opening({ fact, version, onClosed }: { fact: Fact; version: number; onClosed: () => void }) {
  const { t } = useText()
  const [isAsking, setAsking] = useState(false)
  const opening = useMutation({
    mutationFn: (reason: string) => sendReveal(fact, { version, reason }),
    onSuccess: () => setAsking(false),
    gcTime: 0,
  })
  const { data, reset } = opening
  useEffect(() => {
    if (!data) return
    const timer = window.setTimeout(reset, OPEN_FOR_S * 1_000)
    return () => window.clearTimeout(timer)
  }, [data, reset])
  const close = () => {
    setAsking(false)
    reset()
    onClosed()
  }
  if (data) return <Identity fields={data.fields} onClose={close} />
  if (isAsking)
    return (
      <ReasonForm error={opening.error} isPending={opening.isPending} onSend={(why) => opening.mutate(why)} onClose={close} />
    )
  return (
    <button type="button" onClick={() => setAsking(true)}>
      {t('proof.identityOpen')}
    </button>
  )
}

function Identity({ fields, onClose }: { fields: RevealAnswer['fields']; onClose: () => void }) {
  const { t, number } = useText()
  const id = useId()
  return (
    <>
      <dl id={id} className="proof-list">
        {fields.map(({ field, words }) => (
          <div key={`${field} ${words}`} className="review-said">
            <dt>{field}</dt>
            <dd>{words ?? <i>{t('proof.identityGone')}</i>}</dd>
          </div>
        ))}
      </dl>
      <p className="proof-help">{t('proof.identityCloses', { seconds: number(OPEN_FOR_S) })}</p>
      <button ref={focusOn} type="button" aria-describedby={id} onClick={onClose}>
        {t('proof.identityClose')}
      </button>
    </>
  )
}

interface FormProps {
  error: Error | null
  isPending: boolean
  onSend: (reason: string) => void
  onClose: () => void
}

function ReasonForm({ error, isPending, onSend, onClose }: FormProps) {
  const { t } = useText()
  const id = useId()
  const [reason, setReason] = useState('')
  const said = reason.trim()
  return (
    <form
      className="review-form"
      onSubmit={(event) => {
        event.preventDefault()
        onSend(said)
      }}
    >
      <label>
        {t('proof.identityReason')}
        <textarea
          ref={focusOn}
          rows={3}
          value={reason}
          maxLength={MOST}
          aria-describedby={id}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      <small id={id}>{t('proof.identityHelp', { least: LEAST })}</small>
      {error && <p role="alert">{error.message}</p>}
      <div className="review-buttons">
        <button type="submit" disabled={said.length < LEAST || isPending}>
          {t('proof.identitySend')}
        </button>
        <button type="button" onClick={onClose}>
          {t('proof.reviewCancel')}
        </button>
      </div>
    </form>
  )
}

/** What comes in the place of what was pressed takes the keyboard over. */
const focusOn = (element: HTMLElement | null): void => element?.focus()
