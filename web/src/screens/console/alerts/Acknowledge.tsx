import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { acknowledge } from './queries.ts'

/** Says that whoever is signed in sees to alerts. */
export function Acknowledge({ alerts, withNote = false }: { alerts: number[]; withNote?: boolean }) {
  const { t, number } = useText()
  const client = useQueryClient()
  const [note, setNote] = useState('')
  const acting = useMutation({
    mutationFn: () => acknowledge(alerts, note),
    onSettled: () => client.invalidateQueries({ queryKey: ['alerts'] }),
  })
  if (alerts.length === 0) return acting.error ? <Failed error={acting.error} /> : null
  const said = alerts.length === 1 ? t('alerts.acknowledge') : t('alerts.acknowledgeAll', { count: number(alerts.length) })
  return (
    <form
      className="alert-acknowledge"
      onSubmit={(event) => {
        event.preventDefault()
        acting.mutate()
      }}
    >
      {withNote && (
        <input
          value={note}
          maxLength={500}
          aria-label={t('alerts.note')}
          placeholder={t('alerts.noteExample')}
          onChange={(event) => setNote(event.target.value)}
        />
      )}
      <button type="submit" className="desk-primary" disabled={acting.isPending}>
        {said}
      </button>
      {acting.error && <Failed error={acting.error} />}
    </form>
  )
}
