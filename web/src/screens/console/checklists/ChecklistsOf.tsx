import type { Alert } from '@ioc/server/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { pathTo } from '../paths.ts'
import { moveTo } from '../use-path.ts'
import { ChecklistRows } from './Checklists.tsx'
import { checklistsQuery, kindsQuery, start } from './queries.ts'

/** The checklists of an alert. */
export function ChecklistsOf({ alert }: { alert: number }) {
  const { t } = useText()
  const { data } = useQuery(checklistsQuery({ alert }))
  if (!data || data.checklists.length === 0) return null
  return (
    <>
      <h2 className="alert-part">{t('checklists.title')}</h2>
      <ChecklistRows checklists={data.checklists} />
    </>
  )
}

/** Starts one by hand; those that are for such alerts stand first. */
export function StartChecklist({ alert }: { alert: Pick<Alert, 'id' | 'status'> }) {
  const { t, title } = useText()
  const id = useId()
  const client = useQueryClient()
  const { data } = useQuery(kindsQuery(alert.id))
  const kinds = [...(data?.kinds ?? [])].sort((a, b) => Number(b.isFor) - Number(a.isFor))
  const [chosen, setChosen] = useState<string | null>(null)
  const key = chosen ?? kinds[0]?.key ?? ''
  const starting = useMutation({
    mutationFn: () => start(key, alert.id),
    onSuccess: (checklist) => moveTo(pathTo.checklist(checklist)),
    onSettled: () => client.invalidateQueries({ queryKey: ['checklists'] }),
  })
  if (kinds.length === 0) return null
  return (
    <form
      className="alert-silence"
      onSubmit={(event) => {
        event.preventDefault()
        starting.mutate()
      }}
    >
      <label htmlFor={id}>{t('checklists.startByHand')}</label>
      <select id={id} value={key} onChange={(event) => setChosen(event.target.value)}>
        {kinds.map((each) => (
          <option key={each.key} value={each.key}>
            {title(each.title)}
          </option>
        ))}
      </select>
      <button type="submit" disabled={starting.isPending}>
        {t('checklists.start')}
      </button>
      {starting.error && <Failed error={starting.error} />}
    </form>
  )
}
