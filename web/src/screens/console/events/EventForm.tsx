import { type EventAnswer, EventKind } from '@ioc/server/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { unitsQuery } from '../../../proof/queries.ts'
import { useText } from '../../../text/use-text.ts'
import { TypedField } from '../../../ui/TypedField.tsx'
import { useAsked } from '../../../ui/use-asked.ts'
import { FigureField } from '../embargoes/FigureField.tsx'
import { Failed } from '../Failed.tsx'
import { UnitField } from '../UnitField.tsx'
import { Chosen } from './Chosen.tsx'
import { type DraftField, draftOf, EMPTY, readDraft, readTime, sayTime } from './draft.ts'
import { Field } from './Field.tsx'
import { addEvent, changeEvent } from './queries.ts'
import { useFigures } from './use-figures.ts'

/** An event that is written down, or written otherwise by whoever looked at it. */
export function EventForm({ event, onDone }: { event: EventAnswer | null; onDone(): void }) {
  const { t, title, zone } = useText()
  const asked = useAsked(onDone)
  const client = useQueryClient()
  const id = useId()
  const kept = event?.kept
  const [draft, setDraft] = useState(() => (kept ? draftOf(kept.spec) : EMPTY))
  const [names, setNames] = useState(() => new Map(event?.units.map(({ key, name }) => [key, name])))
  const [typed, setTyped] = useState('')
  const [why, setWhy] = useState('')
  const [isTried, setTried] = useState(false)
  const { domains, nameOf } = useFigures()
  const { said, wrong } = readDraft(draft)
  const { data: units = [] } = useQuery(unitsQuery(draft.from && !wrong.has('from') ? draft.from.slice(0, 10) : undefined))
  const saving = useMutation({
    mutationFn: (ask: { event: NonNullable<typeof said>; why: string }) =>
      event && kept ? changeEvent(event.key, { ...ask, seen: kept.version }) : addEvent(ask),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['events'] })
      onDone()
    },
  })
  const put = (part: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...part }))
  const faultOf = (name: DraftField) => isTried && wrong.has(name) && t(`events.wrong.${name}`)
  const describedBy = (name: DraftField) => ({
    'aria-invalid': isTried && wrong.has(name),
    'aria-describedby': `${id}${name}-help${isTried && wrong.has(name) ? ` ${id}${name}-error` : ''}`,
  })
  const time = (name: 'from' | 'to') => (
    <Field id={`${id}${name}`} of={name} wrong={draft[name] !== null && faultOf(name)}>
      <TypedField<string>
        id={`${id}${name}`}
        value={draft[name]}
        say={(when) => sayTime(when, zone)}
        read={(text) => readTime(text, zone)}
        example={t('events.timeExample')}
        help={(text) => t('events.wrong.time', { said: text })}
        onChange={(when) => put({ [name]: when })}
      />
    </Field>
  )
  return (
    <form
      {...asked}
      className="desk-form event-form"
      noValidate
      onSubmit={(submitted) => {
        submitted.preventDefault()
        setTried(true)
        if (said && why.trim() !== '') saving.mutate({ event: said, why: why.trim() })
      }}
    >
      <h2>{event ? t('events.edit', { title: title(event.title) }) : t('events.new')}</h2>
      <Field id={`${id}kind`} of="kind">
        <select id={`${id}kind`} value={draft.kind} onChange={({ target }) => put({ kind: EventKind.parse(target.value) })}>
          {EventKind.options.map((kind) => (
            <option key={kind} value={kind}>
              {t(`events.kinds.${kind}`)}
            </option>
          ))}
        </select>
      </Field>
      <Field id={`${id}titleVi`} of="titleVi" wrong={faultOf('titleVi')}>
        <input
          id={`${id}titleVi`}
          value={draft.titleVi}
          maxLength={120}
          {...describedBy('titleVi')}
          onChange={({ target }) => put({ titleVi: target.value })}
        />
      </Field>
      <Field id={`${id}titleEn`} of="titleEn">
        <input
          id={`${id}titleEn`}
          value={draft.titleEn}
          maxLength={120}
          aria-describedby={`${id}titleEn-help`}
          onChange={({ target }) => put({ titleEn: target.value })}
        />
      </Field>
      {time('from')}
      {time('to')}
      <Field id={`${id}units`} of="units">
        <Chosen
          names={new Map(draft.units.map((key) => [key, names.get(key) ?? key]))}
          onTakeOff={(key) => put({ units: draft.units.filter((each) => each !== key) })}
        />
        <UnitField
          id={`${id}units`}
          units={units}
          value={typed}
          onChange={(text) => {
            const found = units.find(({ name }) => name === text)
            setTyped(found ? '' : text)
            if (!found || draft.units.includes(found.key)) return
            setNames(new Map([...names, [found.key, found.name]]))
            put({ units: [...draft.units, found.key] })
          }}
        />
      </Field>
      <p className="event-figures">
        {t('events.field.figures')} <small>{t('events.fieldHelp.figures')}</small>
        <Chosen
          names={new Map(draft.figures.map((figure) => [figure, nameOf(figure)]))}
          onTakeOff={(figure) => put({ figures: draft.figures.filter((each) => each !== figure) })}
        />
      </p>
      <FigureField
        domains={domains}
        value=""
        onChange={(figure) => !draft.figures.includes(figure) && put({ figures: [...draft.figures, figure] })}
      />
      <Field id={`${id}source`} of="source" wrong={faultOf('source')}>
        <input
          id={`${id}source`}
          value={draft.source}
          maxLength={300}
          {...describedBy('source')}
          onChange={({ target }) => put({ source: target.value })}
        />
      </Field>
      <Field id={`${id}link`} of="link" wrong={faultOf('link')}>
        <input
          id={`${id}link`}
          type="url"
          value={draft.link}
          maxLength={500}
          {...describedBy('link')}
          onChange={({ target }) => put({ link: target.value })}
        />
      </Field>
      <Field id={`${id}why`} of="why" wrong={isTried && why.trim() === '' && t('events.wrong.why')}>
        <input
          id={`${id}why`}
          value={why}
          maxLength={500}
          aria-describedby={`${id}why-help`}
          onChange={({ target }) => setWhy(target.value)}
        />
      </Field>
      <div className="event-buttons">
        <button type="button" onClick={onDone}>
          {t('console.cancel')}
        </button>
        <button type="submit" className="desk-primary" disabled={saving.isPending}>
          {t(event ? 'events.saveChange' : 'events.save')}
        </button>
      </div>
      {saving.error && <Failed error={saving.error} />}
    </form>
  )
}
