import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { WhyForm } from '../WhyForm.tsx'
import { act } from './queries.ts'

/** Ends a checklist while its alerts still stand, with a reason: a false alarm, say. */
export function End({ id }: { id: number }) {
  const { t } = useText()
  const client = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const ending = useMutation({
    mutationFn: (why: string) => act(id, { act: 'closed', why }),
    onSuccess: () => setAsking(false),
    onSettled: () => client.invalidateQueries({ queryKey: ['checklists'] }),
  })
  return (
    <div>
      {isAsking ? (
        <WhyForm
          question={t('checklists.act.endWhy')}
          isBusy={ending.isPending}
          onSend={(why) => ending.mutate(why)}
          onCancel={() => setAsking(false)}
        />
      ) : (
        <button type="button" onClick={() => setAsking(true)}>
          {t('checklists.act.end')}
        </button>
      )}
      {ending.error && <Failed error={ending.error} />}
    </div>
  )
}
