import type { BoundarySet, LoadAsk } from '@ioc/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { putInForce } from './queries.ts'

const FIELDS = ['source', 'licence', 'why'] as const

/** Where the file is from, by what right it is used, who draws by it and why. */
export function PutInForce({ set, onDone }: { set: BoundarySet; onDone(): void }) {
  const { t } = useText()
  const client = useQueryClient()
  const id = useId()
  const [said, setSaid] = useState<LoadAsk>({ source: '', licence: '', why: '' })
  const putting = useMutation({
    mutationFn: () => putInForce(set.id, said),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['boundaries'], exact: true })
      onDone()
    },
  })
  const isBlank = FIELDS.some((name) => said[name].trim() === '')
  return (
    <form
      className="boundaries-force"
      onSubmit={(event) => {
        event.preventDefault()
        putting.mutate()
      }}
    >
      {FIELDS.map((name) => (
        <div key={name} className="boundaries-field">
          <label htmlFor={`${id}${name}`}>{t(`boundaries.${name}`)}</label>
          <input
            id={`${id}${name}`}
            value={said[name]}
            maxLength={300}
            placeholder={t(`boundaries.${name}Example`)}
            onChange={({ target }) => setSaid({ ...said, [name]: target.value })}
          />
        </div>
      ))}
      <button type="submit" className="desk-primary" disabled={isBlank || putting.isPending}>
        {t('boundaries.putInForce')}
      </button>
      {putting.error && <Failed error={putting.error} />}
    </form>
  )
}
