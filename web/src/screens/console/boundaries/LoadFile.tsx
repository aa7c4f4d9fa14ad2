import type { BoundariesAnswer, BoundarySet } from '@ioc/server/contract'
import { useMutation } from '@tanstack/react-query'
import { useId, useRef, useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { Look } from './Look.tsx'
import { PutInForce } from './PutInForce.tsx'
import { lookAt } from './queries.ts'

interface Props {
  days: BoundariesAnswer['days']
  onDone(): void
}

/** Since which day, then the file, then what it would draw; only then is it put in force. */
export function LoadFile({ days, onDone }: Props) {
  const { t, day: sayDay, number } = useText()
  const [dayId, fileId] = [useId(), useId()]
  const picker = useRef<HTMLInputElement>(null)
  const [day, setDay] = useState(days[0]?.from ?? '')
  const looking = useMutation({ mutationFn: (file: File) => lookAt(file, day) })
  const set: BoundarySet | undefined = looking.data
  const take = (file: File | undefined) => file && looking.mutate(file)
  return (
    <section
      className="boundaries-load"
      aria-label={t('boundaries.load')}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        take(event.dataTransfer.files[0])
      }}
    >
      <label htmlFor={dayId}>{t('boundaries.day')}</label>
      <select
        id={dayId}
        value={day}
        disabled={looking.isPending}
        onChange={({ target }) => {
          setDay(target.value)
          looking.reset()
        }}
      >
        {days.map(({ from, units }) => (
          <option key={from} value={from}>
            {t('boundaries.dayOption', { day: sayDay(from), count: units, units: number(units) })}
          </option>
        ))}
      </select>
      <p className="boundaries-help">{t('boundaries.dayHelp')}</p>
      <label htmlFor={fileId}>{t('boundaries.file')}</label>
      <div className="boundaries-buttons">
        <button
          type="button"
          className={set ? undefined : 'desk-primary'}
          disabled={looking.isPending}
          onClick={() => picker.current?.click()}
        >
          {t(set ? 'boundaries.chooseOther' : 'boundaries.choose')}
        </button>
        <button type="button" onClick={onDone}>
          {t('console.cancel')}
        </button>
      </div>
      <input
        id={fileId}
        ref={picker}
        type="file"
        hidden
        accept=".geojson,.json,.topojson"
        onChange={({ target }) => {
          take(target.files?.[0])
          // The same file, mended, can be chosen again.
          target.value = ''
        }}
      />
      <p className="boundaries-help">{t('boundaries.fileHelp')}</p>
      {looking.isPending && (
        <p className="boundaries-help" role="status">
          {t('boundaries.reading', { name: looking.variables.name })}
        </p>
      )}
      {looking.error && <Failed error={looking.error} />}
      {set && !looking.isPending && (
        <>
          <Look set={set} />
          <PutInForce set={set} onDone={onDone} />
        </>
      )}
    </section>
  )
}
