import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useText } from '../../text/use-text.ts'
import { Wrong } from '../sign-in/Wrong.tsx'
import { showSecondStep } from './queries.ts'

/** The code of the second step, in a session that began without it. */
export function ShowCode() {
  const { t } = useText()
  const client = useQueryClient()
  const id = useId()
  const [code, setCode] = useState('')
  const showing = useMutation({
    mutationFn: showSecondStep,
    onSuccess: () => client.invalidateQueries({ queryKey: ['me'] }),
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        showing.mutate(code)
      }}
    >
      <label htmlFor={id}>{t('signIn.code')}</label>
      <input
        id={id}
        value={code}
        autoComplete="one-time-code"
        autoCapitalize="none"
        maxLength={20}
        aria-describedby={`${id}help`}
        onChange={({ target }) => setCode(target.value)}
      />
      <small id={`${id}help`}>{t('signIn.codeHelp')}</small>
      {showing.error && <Wrong error={showing.error} />}
      <button type="submit" className="desk-primary" disabled={code.trim() === '' || showing.isPending}>
        {t('signIn.confirm')}
      </button>
    </form>
  )
}
