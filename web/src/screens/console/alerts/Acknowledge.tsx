import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { useAsked } from '../../../ui/use-asked.ts'
import { By, useBy } from '../By.tsx'
import { Failed } from '../Failed.tsx'
import { acknowledge } from './queries.ts'

/** Asked for where this machine knows no name: it has the focus, and Esc takes the question back. */
function Name({ field, onCancel }: { field: ReturnType<typeof useBy>['field']; onCancel(): void }) {
  const asked = useAsked<HTMLSpanElement>(onCancel)
  return (
    <span {...asked}>
      <By {...field} />
    </span>
  )
}

/** Says who sees to alerts; asks for a name where this machine knows none. */
export function Acknowledge({ alerts, withNote = false }: { alerts: number[]; withNote?: boolean }) {
  const { t, number } = useText()
  const client = useQueryClient()
  const { by, field } = useBy()
  const [isAsking, setAsking] = useState(withNote)
  const [note, setNote] = useState('')
  const acting = useMutation({
    mutationFn: () => acknowledge(alerts, by, note),
    onSettled: () => client.invalidateQueries({ queryKey: ['alerts'] }),
  })
  if (alerts.length === 0) return acting.error ? <Failed error={acting.error} /> : null
  const said = alerts.length === 1 ? t('alerts.acknowledge') : t('alerts.acknowledgeAll', { count: number(alerts.length) })
  return (
    <form
      className="alert-acknowledge"
      onSubmit={(event) => {
        event.preventDefault()
        if (by === '') setAsking(true)
        else acting.mutate()
      }}
    >
      {isAsking && !withNote ? <Name field={field} onCancel={() => setAsking(false)} /> : isAsking && <By {...field} />}
      {withNote && (
        <input
          value={note}
          maxLength={500}
          aria-label={t('alerts.note')}
          placeholder={t('alerts.noteExample')}
          onChange={(event) => setNote(event.target.value)}
        />
      )}
      <button type="submit" className="desk-primary" disabled={acting.isPending || (isAsking && by === '')}>
        {said}
      </button>
      {acting.error && <Failed error={acting.error} />}
    </form>
  )
}
