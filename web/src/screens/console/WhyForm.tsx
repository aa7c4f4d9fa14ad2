import { useId, useState } from 'react'
import { useText } from '../../text/use-text.ts'
import { useAsked } from '../../ui/use-asked.ts'

/** Asks in a sentence why, before something is done that somebody else must understand later. */
export function WhyForm({
  question,
  isBusy,
  onSend,
  onCancel,
}: {
  question: string
  isBusy: boolean
  onSend(why: string): void
  onCancel(): void
}) {
  const { t } = useText()
  const id = useId()
  const [why, setWhy] = useState('')
  const asked = useAsked(onCancel)
  return (
    <form
      {...asked}
      className="console-why"
      onSubmit={(event) => {
        event.preventDefault()
        onSend(why.trim())
      }}
    >
      <label htmlFor={id}>{question}</label>
      <input id={id} value={why} maxLength={500} required onChange={(event) => setWhy(event.target.value)} />
      <button type="button" onClick={onCancel}>
        {t('console.cancel')}
      </button>
      <button type="submit" className="desk-primary" disabled={isBusy || why.trim() === ''}>
        {t('console.confirm')}
      </button>
    </form>
  )
}
