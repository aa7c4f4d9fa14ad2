import type { SignoffPeriodAnswer } from '@ioc/server/contract'
import { formatMoment } from '../../../text/moment.ts'
import { useText } from '../../../text/use-text.ts'
import { Mark } from '../../../ui/Mark.tsx'

/** What was last signed beside what is now. */
export function Figures({ figures }: Pick<SignoffPeriodAnswer, 'figures'>) {
  const { t, title, number, zone } = useText()
  const isSigned = figures.some(({ signed }) => signed !== null)
  const say = (value: number | null, decimals: number) => (value === null ? t('signoff.noValue') : number(value, decimals))
  return (
    <table className="desk-table signoff-figures">
      <thead>
        <tr>
          <th scope="col">{t('signoff.figure')}</th>
          {isSigned && <th scope="col">{t('signoff.signedAs')}</th>}
          <th scope="col">{t('signoff.now')}</th>
        </tr>
      </thead>
      <tbody>
        {figures.map(({ indicator, title: name, unit, decimals, value, asOf, signed }) => (
          <tr key={indicator}>
            <td>
              {title(name)}
              <small>{indicator}</small>
            </td>
            {isSigned && (
              <td>
                {signed && `${say(signed.value, decimals)} ${signed.value === null ? '' : title(unit)}`}
                {signed?.asOf && <small>{t('signoff.asOf', { at: formatMoment(signed.asOf, zone) })}</small>}
              </td>
            )}
            <td>
              {say(value, decimals)} {value === null ? '' : title(unit)}
              {asOf && <small>{t('signoff.asOf', { at: formatMoment(asOf, zone) })}</small>}
              {signed && (
                <Mark tone={signed.value === value ? 'good' : 'warn'}>
                  {t(signed.value === value ? 'signoff.same' : 'signoff.differs')}
                </Mark>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
