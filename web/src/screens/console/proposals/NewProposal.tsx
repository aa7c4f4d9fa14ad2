import { useMutation, useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { isFound } from '../../../text/fold.ts'
import { useText } from '../../../text/use-text.ts'
import { useAsked } from '../../../ui/use-asked.ts'
import { Failed } from '../Failed.tsx'
import { pathTo } from '../paths.ts'
import { moveTo } from '../use-path.ts'
import { begin, typedNamesQuery } from './queries.ts'

const SHOWN = 8

/** Which plan or indicator is to be written otherwise, or that it is a new one. */
export function NewProposal({ onDone }: { onDone(): void }) {
  const { t, title } = useText()
  const asked = useAsked(onDone)
  const id = useId()
  const [about, setAbout] = useState<'plans' | 'indicators'>('plans')
  const [search, setSearch] = useState('')
  const { data: names = [], error } = useQuery(typedNamesQuery())
  const beginning = useMutation({
    mutationFn: (key: string | null) => begin(about, key),
    onSuccess: ({ id }) => moveTo(pathTo.proposal(id)),
  })
  const found = names.filter((each) => each.about === about && isFound(`${title(each.title)} ${each.key}`, search))
  return (
    <form {...asked} className="desk-form proposals-new" onSubmit={(event) => event.preventDefault()}>
      <fieldset>
        <legend>{t('proposals.which')}</legend>
        {(['plans', 'indicators'] as const).map((each) => (
          <label key={each}>
            <input type="radio" name={`${id}about`} checked={about === each} onChange={() => setAbout(each)} />
            {t(`proposals.about.${each}`)}
          </label>
        ))}
      </fieldset>
      <label htmlFor={`${id}find`}>{t('proposals.find')}</label>
      <input id={`${id}find`} value={search} onChange={(event) => setSearch(event.target.value)} />
      {error && <Failed error={error} />}
      <ul className="proposals-found">
        {found.slice(0, SHOWN).map((each) => (
          <li key={each.key}>
            <button type="button" disabled={beginning.isPending} onClick={() => beginning.mutate(each.key)}>
              {title(each.title)} <small>{each.key}</small>
            </button>
          </li>
        ))}
        {found.length > SHOWN && <li className="proposals-help">{t('proposals.more', { count: found.length - SHOWN })}</li>}
      </ul>
      <div className="proposals-buttons">
        <button type="button" onClick={onDone}>
          {t('console.cancel')}
        </button>
        <button type="button" disabled={beginning.isPending} onClick={() => beginning.mutate(null)}>
          {t(`proposals.newOne.${about}`)}
        </button>
      </div>
      {beginning.error && <Failed error={beginning.error} />}
    </form>
  )
}
