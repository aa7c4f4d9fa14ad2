import { useMutation } from '@tanstack/react-query'
import { useLayoutEffect, useRef } from 'react'
import { sendJson } from '../../api/send.ts'
import { useText } from '../../text/use-text.ts'
import { SIGN_IN } from '../sign-in/root.ts'
import './keys.css'

/** Asked once more: the figures go from the wall with whoever signs out. */
export default function SignOutDialog({ onClose }: { onClose: () => void }) {
  const { t } = useText()
  const dialog = useRef<HTMLDialogElement>(null)
  const leaving = useMutation({
    mutationFn: () => sendJson('/api/sign-out', {}),
    onSuccess: () => location.assign(`${SIGN_IN}?${new URLSearchParams({ to: `${location.pathname}${location.search}` })}`),
  })
  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])
  return (
    <dialog ref={dialog} className="keys" aria-label={t('signOut.go')} onClose={onClose}>
      <h2>{t('signOut.sure')}</h2>
      <p className="keys-said">{t('signOut.gone')}</p>
      {leaving.error && (
        <p role="alert" className="keys-said">
          {leaving.error.message}
        </p>
      )}
      <div className="keys-buttons">
        <button type="button" disabled={leaving.isPending} onClick={() => leaving.mutate()}>
          {t('signOut.go')}
        </button>
        <button type="button" className="keys-plain" onClick={onClose}>
          {t('signOut.stay')}
        </button>
      </div>
    </dialog>
  )
}
