import type { HeldFault, MendAnswer } from '@ioc/server/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { mendAlike, tryAlike } from '../queries.ts'
import { Mended } from './Mended.tsx'

interface Props {
  feed: string
  fault: HeldFault
  fourEyes: boolean
  column: string
  word: string
  rows: number
}

/** One word, what to say instead, what that would do to its rows, and the doing of it. */
export function AlikeWord({ feed, fault, fourEyes, column, word, rows }: Props) {
  const { t, number } = useText()
  const client = useQueryClient()
  const [to, setTo] = useState('')
  const [done, setDone] = useState<MendAnswer>([])
  const typed = useDeferredValue(to.trim())
  const { data: tried } = useQuery({
    queryKey: ['feeds', feed, 'held', 'alike', fault, column, word, typed],
    queryFn: () => tryAlike(feed, { ...fault, column, from: word, to: typed }),
    enabled: typed !== '',
    retry: false,
  })
  const mending = useMutation({
    mutationFn: async () => {
      const mended: MendAnswer = []
      for (let after: number | null = 0; after !== null; ) {
        const { rows, next } = await mendAlike(feed, { ...fault, column, from: word, to: typed, after })
        mended.push(...rows)
        setDone([...mended])
        after = next
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['feeds'] }),
  })
  const sound = tried?.rows.filter(({ problems }) => problems.length === 0).length ?? 0
  const trouble = tried?.rows.find(({ problems }) => problems.length > 0)?.problems[0]
  return (
    <tr>
      <td>{column}</td>
      <td className="held-word">{word === '' ? <i>{t('console.alikeBlank')}</i> : word}</td>
      <td className="held-number">{number(rows)}</td>
      <td>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (sound > 0) mending.mutate()
          }}
        >
          <input
            value={to}
            aria-label={t('console.alikeInsteadOf', { word })}
            disabled={mending.isPending}
            onChange={(event) => setTo(event.target.value)}
          />
          <button type="submit" className="desk-primary" disabled={sound === 0 || mending.isPending}>
            {t(fourEyes ? 'console.mendForTwo' : 'console.mend', { rows: number(rows) })}
          </button>
        </form>
      </td>
      <td className="held-said" role="status">
        {mending.error ? (
          <Failed error={mending.error} />
        ) : done.length > 0 ? (
          <Mended rows={done} />
        ) : trouble ? (
          `✘ ${trouble.message}`
        ) : (
          sound > 0 && `✔ ${t('console.sound')}`
        )}
      </td>
    </tr>
  )
}
