import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { renderSVG } from 'uqr'
import { useText } from '../../text/use-text.ts'
import { Shape } from '../../ui/Shape.tsx'
import { Wrong } from '../sign-in/Wrong.tsx'
import { CopyButton } from './CopyButton.tsx'
import { ProofField, useProof } from './Proof.tsx'
import { beginSecondStep, confirmSecondStep, removeSecondStep } from './queries.ts'

/** A code from the telephone beside the password: turned on in two steps, and off with the password. */
export function SecondStep({ login, isOn }: { login: string; isOn: boolean }) {
  const { t } = useText()
  const client = useQueryClient()
  const changed = () => client.invalidateQueries({ queryKey: ['me'] })
  const beginning = useMutation({ mutationFn: beginSecondStep })
  const confirming = useMutation({ mutationFn: confirmSecondStep, onSuccess: changed })
  const removing = useMutation({ mutationFn: removeSecondStep, onSuccess: changed })
  const forget = () => {
    beginning.reset()
    confirming.reset()
  }
  return (
    <section className="account-part" aria-label={t('account.step.title')}>
      <h2>{t('account.step.title')}</h2>
      {confirming.data ? (
        <Spare codes={confirming.data} onKept={forget} />
      ) : isOn ? (
        <>
          <p>
            <Shape tone="good" /> {t('account.step.on')}
          </p>
          <Ask key="off" login={login} does={t('account.step.remove')} doing={removing} />
        </>
      ) : beginning.data ? (
        <Confirm {...beginning.data} doing={confirming} />
      ) : (
        <>
          <p>{t('account.step.off')}</p>
          <Ask key="on" login={login} does={t('account.step.begin')} doing={beginning} />
        </>
      )}
    </section>
  )
}

interface Doing<Said> {
  mutate(said: Said): void
  isPending: boolean
  error: Error | null
}

function Ask({ login, does, doing }: { login: string; does: string; doing: Doing<string | null> }) {
  const proof = useProof()
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        doing.mutate(proof.said)
      }}
    >
      <ProofField login={login} proof={proof} />
      {doing.error && <Wrong error={doing.error} />}
      <button type="submit" disabled={!proof.isGiven || doing.isPending}>
        {does}
      </button>
    </form>
  )
}

function Confirm({ secret, address, doing }: { secret: string; address: string; doing: Doing<string> }) {
  const { t } = useText()
  const id = useId()
  const [code, setCode] = useState('')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        doing.mutate(code)
      }}
    >
      <p>{t('account.step.scan')}</p>
      <img
        className="account-scan"
        alt={t('account.step.picture')}
        src={`data:image/svg+xml,${encodeURIComponent(renderSVG(address))}`}
      />
      <p>
        {t('account.step.secret')} <code>{secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code>
      </p>
      <label htmlFor={id}>{t('account.step.code')}</label>
      <input
        id={id}
        value={code}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={7}
        onChange={({ target }) => setCode(target.value)}
      />
      {doing.error && <Wrong error={doing.error} />}
      <button type="submit" className="desk-primary" disabled={code.trim() === '' || doing.isPending}>
        {t('account.step.confirm')}
      </button>
    </form>
  )
}

function Spare({ codes, onKept }: { codes: string[]; onKept(): void }) {
  const { t } = useText()
  return (
    <>
      <p role="status">{t('account.step.spare')}</p>
      <ul className="account-spare">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className="account-buttons">
        <CopyButton text={codes.join('\n')} />
        <button type="button" className="desk-primary" onClick={onKept}>
          {t('account.step.kept')}
        </button>
      </div>
    </>
  )
}
