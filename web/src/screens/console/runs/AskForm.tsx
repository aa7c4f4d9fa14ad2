import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useId, useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { useAsked } from '../../../ui/use-asked.ts'
import { By, useBy } from '../By.tsx'
import { Failed } from '../Failed.tsx'

interface Props {
  question: string
  help?: string
  /** What else is asked, by the name it is sent under: `text` or `date`. */
  fields: { name: string; label: string; type: 'text' | 'date' }[]
  send(answer: Record<string, string>): Promise<unknown>
  onClose(isDone: boolean): void
}

/** Asks before something is done: who wants it, and what it needs to know. */
export function AskForm({ question, help, fields, send, onClose }: Props): ReactNode {
  const { t } = useText()
  const client = useQueryClient()
  const { by, field } = useBy()
  const [answer, setAnswer] = useState<Record<string, string>>({})
  const id = useId()
  const asked = useAsked(() => onClose(false))
  const sending = useMutation({
    mutationFn: () => send({ ...answer, by }),
    onSuccess: () => onClose(true),
    onSettled: () => client.invalidateQueries({ queryKey: ['feeds'] }),
  })
  const isWhole = by !== '' && fields.every(({ name }) => (answer[name] ?? '').trim() !== '')
  return (
    <form
      {...asked}
      className="run-ask"
      aria-label={question}
      onSubmit={(event) => {
        event.preventDefault()
        sending.mutate()
      }}
    >
      <p>
        {question} {help && <small>{help}</small>}
      </p>
      <div className="run-ask-fields">
        <By {...field} />
        {fields.map(({ name, label, type }) => (
          <span key={name}>
            <label htmlFor={`${id}${name}`}>{label}</label>
            <input
              id={`${id}${name}`}
              type={type}
              required
              value={answer[name] ?? ''}
              onChange={(event) => setAnswer((known) => ({ ...known, [name]: event.target.value }))}
            />
          </span>
        ))}
        <button type="button" onClick={() => onClose(false)}>
          {t('console.cancel')}
        </button>
        <button type="submit" className="desk-primary" disabled={!isWhole || sending.isPending}>
          {t('console.confirm')}
        </button>
      </div>
      {sending.error && <Failed error={sending.error} />}
    </form>
  )
}
