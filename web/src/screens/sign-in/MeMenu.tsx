import { useMutation } from '@tanstack/react-query'
import { useMe } from '../../api/me.ts'
import { sendJson } from '../../api/send.ts'
import { useText } from '../../text/use-text.ts'
import { Menu } from '../../ui/Menu.tsx'
import { ACCOUNT, SIGN_IN } from './root.ts'
import { Wrong } from './Wrong.tsx'

/** Who is signed in, at the head of the desk, with the way to their account and out. */
export function MeMenu() {
  const { t } = useText()
  const me = useMe()
  const leaving = useMutation({
    mutationFn: () => sendJson('/api/sign-out', {}),
    onSuccess: () => location.assign(`${SIGN_IN}?${new URLSearchParams({ to: `${location.pathname}${location.search}` })}`),
  })
  if (!me) return null
  return (
    <Menu name={me.name}>
      {() => (
        <>
          {me.login !== null && <a href={ACCOUNT}>{t('account.title')}</a>}
          <button type="button" disabled={leaving.isPending} onClick={() => leaving.mutate()}>
            {t('account.signOut')}
          </button>
          {leaving.error && <Wrong error={leaving.error} />}
        </>
      )}
    </Menu>
  )
}
