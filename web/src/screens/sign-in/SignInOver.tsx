import type { Me } from '@ioc/server/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { getJson } from '../../api/get.ts'
import { meQuery } from '../../api/me.ts'
import { signedOut } from '../../api/signed-out.ts'
import { useText } from '../../text/use-text.ts'
import { SignInForm } from './SignInForm.tsx'

/** The form over a page whose session has ended, or that never had one. The page goes on where it was, for whoever was there before. */
export default function SignInOver() {
  const { t } = useText()
  const client = useQueryClient()
  const dialog = useRef<HTMLDialogElement>(null)
  const [before] = useState(() => client.getQueryData(meQuery().queryKey)?.login ?? null)
  const [isSure, setSure] = useState(false)

  const goOn = () => {
    signedOut(false)
    void client.invalidateQueries()
  }
  const come = ({ login }: Me) => (login === before ? goOn() : location.reload())

  // Whoever signed in elsewhere in this browser meanwhile is signed in here too.
  useEffect(() => {
    const left = new AbortController()
    const look = () =>
      getJson<Me>('/api/me', left.signal)
        .then((me) => (before === null ? goOn() : come(me)))
        .catch(() => setSure(true))
    void look()
    window.addEventListener('focus', look)
    return () => {
      left.abort()
      window.removeEventListener('focus', look)
    }
  }, [])

  useLayoutEffect(() => {
    if (!isSure) return
    const { current } = dialog
    current?.showModal()
    return () => current?.close()
  }, [isSure])

  if (!isSure) return null
  return (
    <dialog
      ref={dialog}
      className="desk sign-in"
      aria-label={t('signIn.title')}
      onCancel={(event) => event.preventDefault()}
      // A browser closes it all the same when Esc is pressed again.
      onClose={({ currentTarget }) => !currentTarget.open && currentTarget.showModal()}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <SignInForm login={before ?? ''} note={before === null ? null : t('signIn.again')} onIn={come} />
    </dialog>
  )
}
