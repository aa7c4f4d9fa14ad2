import { useText } from '../../text/use-text.ts'
import { Wrong } from '../sign-in/Wrong.tsx'
import { ProofField, useProof } from './Proof.tsx'

interface Props {
  login: string
  /** What is done once that was right. */
  does: string
  doing: { mutate(password: string | null): void; isPending: boolean; error: Error | null; reset(): void }
  onLeave(): void
}

/** Who they are once more, before something a browser left open must not be enough for. */
export function AskAgain({ login, does, doing, onLeave }: Props) {
  const { t } = useText()
  const proof = useProof()
  return (
    <form
      className="account-again"
      onSubmit={(event) => {
        event.preventDefault()
        doing.mutate(proof.said)
      }}
    >
      <ProofField login={login} proof={proof} />
      {doing.error && <Wrong error={doing.error} />}
      <div className="account-buttons">
        <button type="submit" className="desk-primary" disabled={!proof.isGiven || doing.isPending}>
          {does}
        </button>
        <button
          type="button"
          onClick={() => {
            doing.reset()
            onLeave()
          }}
        >
          {t('account.leave')}
        </button>
      </div>
    </form>
  )
}
