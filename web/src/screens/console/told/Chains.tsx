import type { RecipientsAnswer } from '@ioc/server/contract'
import { useText } from '../../../text/use-text.ts'
import { Mark } from '../../../ui/Mark.tsx'

/** Who is told first, who next, after how long and by what, for each severity. */
export function Chains({ plan: { roles, chains, quiet, digest } }: Pick<RecipientsAnswer, 'plan'>) {
  const { t, title, number } = useText()
  const roleOf = (key: string) => title(roles.find((role) => role.key === key)?.title ?? { vi: key, en: key })
  const waited = (minutes: number) =>
    minutes % 60 === 0
      ? t('told.chain.hours', { count: number(minutes / 60) })
      : t('told.chain.minutes', { count: number(minutes) })
  return (
    <>
      <h2 className="alert-part">{t('told.chain.title')}</h2>
      <p className="alert-help">
        {t('told.chain.help')}
        {quiet && ` ${t('told.chain.quiet', quiet)}`}
        {digest &&
          ` ${t('told.chain.digest', { levels: digest.levels.map((level) => t(`alerts.level.${level}`).toLowerCase()).join(', '), at: digest.at.join(', ') })}`}
      </p>
      {chains.map(({ levels, domains, counts, steps }) => (
        <section key={`${levels} ${domains.map(({ vi }) => vi)}`} className="told-chain">
          <h3>
            {levels.map((level) => (
              <Mark key={level} tone={level}>
                {t(`alerts.level.${level}`)}
              </Mark>
            ))}
            {domains.length > 0 && <span>{domains.map(title).join(', ')}</span>}
            <small>{t(`told.chain.${counts}`)}</small>
          </h3>
          <ol>
            {steps.map(({ role, by, wait }, index) => (
              <li key={role}>
                <b>{roleOf(role)}</b>
                <small>{by.map((channel) => t(`told.channel.${channel}`)).join(', ')}</small>
                {index < steps.length - 1 && <span>{t('told.chain.wait', { time: waited(wait) })}</span>}
              </li>
            ))}
          </ol>
        </section>
      ))}
    </>
  )
}
