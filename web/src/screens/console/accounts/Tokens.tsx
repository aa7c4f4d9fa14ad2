import { PERMISSIONS, type Permission, type TokenAnswer } from '@ioc/server/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNow } from '../../../realtime/clock.ts'
import { formatMoment } from '../../../text/moment.ts'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import './accounts.css'
import { NewToken } from './NewToken.tsx'
import { Once } from './Once.tsx'
import { tokensQuery, withdrawToken } from './queries.ts'
import { ScopeSaid } from './ScopeSaid.tsx'

/** What machines sign in with. */
export function Tokens() {
  const { t } = useText()
  const client = useQueryClient()
  const { data, error } = useQuery(tokensQuery())
  const [isMaking, setMaking] = useState(false)
  const [made, setMade] = useState<{ name: string; token: string } | null>(null)
  if (error && !data) return <Failed error={error} />
  if (!data) return <p className="console-empty">{t('console.loading')}</p>
  return (
    <section className="accounts">
      <div className="console-head">
        <h1>{t('accounts.tokens.title')}</h1>
        {!isMaking && (
          <button type="button" className="desk-primary" onClick={() => setMaking(true)}>
            {t('accounts.tokens.new')}
          </button>
        )}
      </div>
      <p>{t('accounts.tokens.help')}</p>
      {isMaking && (
        <NewToken
          onMade={(next) => {
            setMade(next)
            setMaking(false)
            void client.invalidateQueries({ queryKey: ['tokens'] })
          }}
          onCancel={() => setMaking(false)}
        />
      )}
      {made && (
        <Once
          name={t('accounts.tokens.made', { name: made.name })}
          help={t('accounts.tokens.madeHelp')}
          text={made.token}
          onClose={() => setMade(null)}
        />
      )}
      {data.length === 0 ? (
        <p className="console-empty">{t('accounts.tokens.none')}</p>
      ) : (
        <table className="desk-table">
          <thead>
            <tr>
              {(['name', 'permissions', 'scope', 'until', 'used'] as const).map((column) => (
                <th key={column}>{t(`accounts.tokens.column.${column}`)}</th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {data.map((token) => (
              <Row key={token.id} token={token} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Row({ token: { id, name, permissions, scope, until, usedAt, madeBy, madeAt } }: { token: TokenAnswer }) {
  const { t, title, zone } = useText()
  const client = useQueryClient()
  const [isSure, setSure] = useState(false)
  const isOver = useNow((now) => Date.parse(until) <= now)
  const withdrawing = useMutation({
    mutationFn: () => withdrawToken(id),
    onSettled: () => client.invalidateQueries({ queryKey: ['tokens'] }),
  })
  return (
    <>
      <tr data-off={isOver || undefined}>
        <td>
          {name}
          <small>{t('accounts.tokens.by', { by: madeBy, at: formatMoment(madeAt, zone) })}</small>
        </td>
        <td>
          {permissions
            .map((permission) => {
              const known = PERMISSIONS[permission as Permission]
              return known ? title(known) : permission
            })
            .join(' · ')}
        </td>
        <td>
          <ScopeSaid scope={scope} />
        </td>
        <td>
          {formatMoment(until, zone)}
          {isOver && <small>{t('accounts.tokens.expired')}</small>}
        </td>
        <td>{usedAt === null ? t('accounts.never') : formatMoment(usedAt, zone)}</td>
        <td>
          <button type="button" aria-label={t('accounts.tokens.withdrawOf', { name })} onClick={() => setSure(true)}>
            {t('accounts.tokens.withdraw')}
          </button>
        </td>
      </tr>
      {isSure && (
        <tr>
          <td colSpan={6}>
            <div className="console-why" role="alertdialog" aria-label={t('accounts.tokens.withdrawOf', { name })}>
              <p>{t('accounts.tokens.sure', { name })}</p>
              <button type="button" onClick={() => setSure(false)}>
                {t('console.cancel')}
              </button>
              <button
                type="button"
                className="desk-primary"
                disabled={withdrawing.isPending}
                onClick={() => withdrawing.mutate()}
              >
                {t('accounts.tokens.withdraw')}
              </button>
            </div>
            {withdrawing.error && <Failed error={withdrawing.error} />}
          </td>
        </tr>
      )}
    </>
  )
}
