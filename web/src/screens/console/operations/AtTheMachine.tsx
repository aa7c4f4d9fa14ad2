import { useText } from '../../../text/use-text.ts'

/** What this screen shows the outcome of at most: it is done at the machine itself. */
const COMMANDS = {
  backup: 'npm run ioc -- backup',
  drill: 'npm run ioc -- restore --drill <folder>',
  restore: 'npm run ioc -- restore <folder>',
  verify: 'npm run ioc -- verify',
  audit: 'npm run ioc -- audit verify',
  doctor: 'npm run ioc -- doctor',
  personal: 'npm run ioc -- personal',
  rotate: 'npm run ioc -- secrets rotate',
  link: 'npm run ioc -- accounts link <login>',
  health: 'GET /healthz, /readyz, /metrics',
} as const

/** What is done on no screen, and the command that does it. */
export function AtTheMachine() {
  const { t } = useText()
  return (
    <>
      <h2>{t('operations.machine.title')}</h2>
      <p>{t('operations.machine.help')}</p>
      <dl className="operations-machine">
        {(Object.keys(COMMANDS) as (keyof typeof COMMANDS)[]).map((each) => (
          <div key={each}>
            <dt>
              <code>{COMMANDS[each]}</code>
            </dt>
            <dd>{t(`operations.machine.${each}`)}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
