import type { ScopeSaid } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { UnitField } from '../UnitField.tsx'
import { scopesQuery } from './queries.ts'

const CLASSES = ['open', 'internal', 'restricted'] as const

/** Of the province’s internal figures, until somebody says otherwise. */
export const USUAL: ScopeSaid = { unit: null, domains: null, upTo: 'internal' }

/** What of the house is seen; null while a unit is typed that is none. */
export function ScopeField({ scope, onChange }: { scope: ScopeSaid | null; onChange(scope: ScopeSaid | null): void }) {
  const { t, title } = useText()
  const id = useId()
  const { data: { units, domains } = { units: [], domains: [] } } = useQuery(scopesQuery())
  // Kept while what is typed is no unit, or none of the domains is chosen.
  const [held, hold] = useState(scope ?? USUAL)
  const [typed, type] = useState<string | null>(null)
  const nameOf = (key: string | null) => units.find((unit) => unit.key === key)?.name ?? ''
  const change = (next: Partial<ScopeSaid>, isUnit = true) => {
    const all = { ...held, ...next }
    hold(all)
    onChange(isUnit && all.domains?.length !== 0 ? all : null)
  }
  const named = typed ?? nameOf(held.unit)
  return (
    <fieldset className="account-scope">
      <legend>{t('accounts.scope.title')}</legend>
      <small>{t('accounts.scope.help')}</small>
      <label htmlFor={`${id}unit`}>{t('accounts.scope.unit')}</label>
      <UnitField
        id={`${id}unit`}
        units={units}
        value={named}
        onChange={(name) => {
          type(name)
          const found = units.find((unit) => unit.name === name)
          change({ unit: found?.key ?? null }, name === '' || found !== undefined)
        }}
      />
      <small>{t('accounts.scope.unitHelp')}</small>
      <label htmlFor={`${id}class`}>{t('accounts.scope.upTo')}</label>
      <select id={`${id}class`} value={held.upTo} onChange={({ target }) => change({ upTo: target.value as ScopeSaid['upTo'] })}>
        {CLASSES.map((each) => (
          <option key={each} value={each}>
            {t(`accounts.scope.class.${each}`)}
          </option>
        ))}
      </select>
      <fieldset className="account-permissions">
        <legend>{t('accounts.scope.domains')}</legend>
        <label>
          <input
            type="checkbox"
            checked={held.domains === null}
            onChange={({ target }) => change({ domains: target.checked ? null : [] })}
          />
          {t('accounts.scope.every')}
        </label>
        {held.domains !== null &&
          domains.map((domain) => (
            <label key={domain.id}>
              <input
                type="checkbox"
                checked={held.domains?.includes(domain.id)}
                onChange={({ target }) =>
                  change({
                    domains: domains.flatMap((each) =>
                      (each.id === domain.id ? target.checked : held.domains?.includes(each.id)) ? each.id : [],
                    ),
                  })
                }
              />
              {title(domain.title)}
            </label>
          ))}
      </fieldset>
    </fieldset>
  )
}
