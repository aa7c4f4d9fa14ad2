import type { EmbargoesAnswer } from '@ioc/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { formatMoment, parseMoment } from '../../../text/moment.ts'
import { useText } from '../../../text/use-text.ts'
import { DayField } from '../../../ui/DayField.tsx'
import { TypedField } from '../../../ui/TypedField.tsx'
import { useAsked } from '../../../ui/use-asked.ts'
import { Failed } from '../Failed.tsx'
import { FigureField } from './FigureField.tsx'
import { setEmbargo } from './queries.ts'

/** Which figure, of which days, is shown from which hour on, and why not before. */
export function EmbargoForm({ domains, onDone }: { domains: EmbargoesAnswer['domains']; onDone(): void }) {
  const { t, zone } = useText()
  const asked = useAsked(onDone)
  const client = useQueryClient()
  const id = useId()
  const [indicator, setIndicator] = useState('')
  const [from, setFrom] = useState<string | null>('')
  const [to, setTo] = useState<string | null>('')
  const [until, setUntil] = useState<number | '' | null>('')
  const [why, setWhy] = useState('')
  const setting = useMutation({
    mutationFn: () =>
      setEmbargo({ indicator, from: from ?? '', to: to ?? '', until: new Date(Number(until)).toISOString(), why }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['embargoes'] })
      onDone()
    },
  })
  const isReady = indicator !== '' && from && to && until && why.trim() !== ''
  return (
    <form
      {...asked}
      className="desk-form embargo-form"
      onSubmit={(event) => {
        event.preventDefault()
        setting.mutate()
      }}
    >
      <FigureField domains={domains} value={indicator} onChange={setIndicator} />
      <label htmlFor={`${id}from`}>{t('embargoes.from')}</label>
      <DayField id={`${id}from`} value={from} onChange={setFrom} />
      <label htmlFor={`${id}to`}>{t('embargoes.to')}</label>
      <DayField id={`${id}to`} value={to} onChange={setTo} />
      <label htmlFor={`${id}until`}>{t('embargoes.until')}</label>
      <TypedField<number>
        id={`${id}until`}
        value={until}
        say={(at) => formatMoment(at, zone)}
        read={(text) => parseMoment(text, zone)}
        example={t('moment.example')}
        help={() => t('moment.help')}
        onChange={setUntil}
      />
      <label htmlFor={`${id}why`}>{t('embargoes.why')}</label>
      <input
        id={`${id}why`}
        value={why}
        maxLength={500}
        placeholder={t('embargoes.whyExample')}
        onChange={(event) => setWhy(event.target.value)}
      />
      <p className="embargo-help">{t('embargoes.what')}</p>
      <div className="embargo-buttons">
        <button type="button" onClick={onDone}>
          {t('console.cancel')}
        </button>
        <button type="submit" className="desk-primary" disabled={!isReady || setting.isPending}>
          {t('embargoes.set')}
        </button>
      </div>
      {setting.error && <Failed error={setting.error} />}
    </form>
  )
}
