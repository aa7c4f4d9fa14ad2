import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { useAsked } from '../../../ui/use-asked.ts'
import { Failed } from '../Failed.tsx'
import { pairScreen } from './queries.ts'

/** The code that stands on a display, and what the display is called from now on. */
export function PairForm({ onDone }: { onDone(): void }) {
  const { t } = useText()
  const asked = useAsked(onDone)
  const client = useQueryClient()
  const [codeId, nameId] = [useId(), useId()]
  const [code, setCode] = useState('')
  const [name, setName] = useState('')
  const pairing = useMutation({
    mutationFn: () => pairScreen({ code: code.replace(/\D/g, ''), name }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['screens'] })
      onDone()
    },
  })
  return (
    <form
      {...asked}
      className="console-why screens-pair"
      onSubmit={(event) => {
        event.preventDefault()
        pairing.mutate()
      }}
    >
      <label htmlFor={codeId}>{t('screens.code')}</label>
      <input
        id={codeId}
        value={code}
        inputMode="numeric"
        autoComplete="off"
        maxLength={9}
        placeholder={t('screens.codeExample')}
        onChange={(event) => setCode(event.target.value)}
      />
      <label htmlFor={nameId}>{t('screens.name')}</label>
      <input
        id={nameId}
        value={name}
        maxLength={80}
        placeholder={t('screens.nameExample')}
        onChange={(event) => setName(event.target.value)}
      />
      <div className="screens-buttons">
        <button type="button" onClick={onDone}>
          {t('console.cancel')}
        </button>
        <button type="submit" className="desk-primary" disabled={code.trim() === '' || name.trim() === '' || pairing.isPending}>
          {t('screens.pair')}
        </button>
      </div>
      {pairing.error && <Failed error={pairing.error} />}
    </form>
  )
}
