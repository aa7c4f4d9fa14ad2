import { ROLES, type Role } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { meQuery } from '../../api/me.ts'
import { formatMoment } from '../../text/moment.ts'
import { useText } from '../../text/use-text.ts'
import '../../theme/desk.css'
import { LanguageSwitch } from '../../ui/LanguageSwitch.tsx'
import { Shape } from '../../ui/Shape.tsx'
import { CONSOLE } from '../console/root.ts'
import { cameFrom } from '../sign-in/came-from.ts'
import { MeMenu } from '../sign-in/MeMenu.tsx'
import { REFUSED } from '../sign-in/refused.ts'
import { Wrong } from '../sign-in/Wrong.tsx'
import './account.css'
import { ChangePassword } from './ChangePassword.tsx'
import { Passkeys } from './Passkeys.tsx'
import { SecondStep } from './SecondStep.tsx'
import { Sessions } from './Sessions.tsx'
import { ShowCode } from './ShowCode.tsx'

/** What people do about their own account. */
export default function AccountPage() {
  const { t, title, zone } = useText()
  const { data: me, error } = useQuery(meQuery())
  useEffect(() => {
    document.title = `${t('account.title')} · Phố Hiến`
  }, [t])
  const owes = me?.owesSecondStep ?? false
  // Whoever was led here goes on once it is done.
  const [wasLed] = useState(() => new URLSearchParams(location.search).has('to'))
  // Back from being asked anew, where that came to nothing.
  const [refused] = useState(() => REFUSED[location.hash.slice(1)] ?? null)
  const roles = me?.roles.flatMap((role) => ROLES[role as Role] ?? []) ?? []
  return (
    <div className="desk account">
      <header className="account-top">
        <strong>Phố Hiến</strong>
        {!owes && <a href={CONSOLE}>{t('account.back')}</a>}
        <LanguageSwitch />
        <MeMenu />
      </header>
      <main className="account-main">
        {!me && error && <Wrong error={error} />}
        {me && (
          <>
            <div>
              <h1>{me.name}</h1>
              <p>{me.login}</p>
              <p>
                {roles.length > 0
                  ? t('account.roles', { roles: roles.map((role) => title(role.title)).join(', ') })
                  : t('account.noRoles')}
              </p>
              {me.until !== null && <p>{t('account.until', { until: formatMoment(me.until, zone) })}</p>}
            </div>
            {refused && (
              <div className="account-owed">
                <p role="alert">
                  <Shape tone="warn" /> {t(refused)}
                </p>
              </div>
            )}
            {owes && <Owed isOn={me.hasSecondStep} />}
            {wasLed && !owes && (
              <p>
                <a href={cameFrom(location)}>{t('account.goOn')}</a>
              </p>
            )}
            {!owes && me.hasPassword && <ChangePassword login={me.login ?? ''} />}
            {!(owes && me.hasSecondStep) && (
              <>
                <SecondStep login={me.login ?? ''} isOn={me.hasSecondStep} />
                <Passkeys login={me.login ?? ''} />
              </>
            )}
            {!owes && <Sessions login={me.login ?? ''} />}
          </>
        )}
      </main>
    </div>
  )
}

/** Said to whoever may do nothing before the second step; whoever has one shows its code here. */
function Owed({ isOn }: { isOn: boolean }) {
  const { t } = useText()
  return (
    <div className="account-owed">
      <p role="status">
        <Shape tone="warn" /> {t(isOn ? 'account.owed.again' : 'account.owed.first')}
      </p>
      {isOn && <ShowCode />}
    </div>
  )
}
