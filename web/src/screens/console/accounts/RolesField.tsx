import { PERMISSIONS, ROLES, ROLES_OF_PEOPLE } from '@ioc/server/contract'
import { useId } from 'react'
import { useText } from '../../../text/use-text.ts'

export type RoleOfPeople = (typeof ROLES_OF_PEOPLE)[number]

/** Roles to choose from, each with what it lets people do. */
export function RolesField({ chosen, onChange }: { chosen: RoleOfPeople[]; onChange(chosen: RoleOfPeople[]): void }) {
  const { t, title } = useText()
  const id = useId()
  return (
    <fieldset className="account-roles">
      <legend>{t('accounts.roles')}</legend>
      {ROLES_OF_PEOPLE.map((role) => (
        <label key={role}>
          <input
            type="checkbox"
            checked={chosen.includes(role)}
            aria-describedby={`${id}${role}`}
            onChange={({ target }) =>
              onChange(ROLES_OF_PEOPLE.filter((each) => (each === role ? target.checked : chosen.includes(each))))
            }
          />
          <span>
            <b>{title(ROLES[role].title)}</b>
            <small id={`${id}${role}`}>{ROLES[role].may.map((permission) => title(PERMISSIONS[permission])).join(' · ')}</small>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
