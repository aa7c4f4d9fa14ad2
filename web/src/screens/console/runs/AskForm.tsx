import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useId, useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { DayField } from '../../../ui/DayField.tsx'
import { useAsked } from '../../../ui/use-asked.ts'
import { Failed } from '../Failed.tsx'

interface Props {
  question: string
  help?: string
  /** What else is asked, by the name it is sent under: `text` or `date`. */
  fields: { name: string; label: string; type: 'text' | 'date' }[]
  send(answer: Record<string, string>): Promise<unknown>
  onClose(isDone: boolean): void
}

/** Asks before something is done, and what it needs to know. */
export function AskForm({ question, help, fields, send, onClose }: Props): ReactNode {
  const { t } = useText()
  const client = useQueryClient()
  const [answer, setAnswer] = useState<Record<string, string | null>>({})
  const id = useId()
  const said = Object.fromEntries(fields.map(({ name }) => [name, (answer[name] ?? '').trim()]))
  const put = (name: string, text: string | null) => setAnswer((known) => ({ ...known, [name]: text }))
  const asked = useAsked(() => onClose(false))
  const sending = useMutation({
    mutationFn: () => send(said),
    onSuccess: () => onClose(true),
    onSettled: () => client.invalidateQueries({ queryKey: ['feeds'] }),
  })
  const isWhole = fields.every(({ name }) => said[name] !== '')
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
        {fields.map(({ name, label, type }) => (
          <span key={name}>
            <label htmlFor={`${id}${name}`}>{label}</label>
            {type === 'date' ? (
              <DayField id={`${id}${name}`} required value={answer[name] ?? ''} onChange={(day) => put(name, day)} />
            ) : (
              <input
                id={`${id}${name}`}
                required
                value={answer[name] ?? ''}
                onChange={(event) => put(name, event.target.value)}
              />
            )}
          </span>
        ))}
        <span className="run-ask-buttons">
          <button type="button" onClick={() => onClose(false)}>
            {t('console.cancel')}
          </button>
          <button type="submit" className="desk-primary" disabled={!isWhole || sending.isPending}>
            {t('console.confirm')}
          </button>
        </span>
      </div>
      {sending.error && <Failed error={sending.error} />}
    </form>
  )
}
