import type { Directive, DirectiveAct } from '@ioc/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useId, useRef, useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { DayField } from '../../../ui/DayField.tsx'
import { Failed } from '../Failed.tsx'
import { act, show } from './queries.ts'

const SHOWN = ['before', 'after', 'document'] as const

/** What may be done to a directive as it stands, by the unit and by whoever issued it. */
export function Acts({ directive }: { directive: Directive }) {
  const { t } = useText()
  const client = useQueryClient()
  const acting = useMutation({
    mutationFn: (said: DirectiveAct) => act(directive.id, said),
    onSettled: () => client.invalidateQueries({ queryKey: ['directives'] }),
  })
  const { status, extension, lacking } = directive
  if (status === 'closed' || status === 'withdrawn') return <p className="alert-none">{t(`directives.over.${status}`)}</p>
  const blocked = acting.isPending
  const tell = (said: DirectiveAct) => acting.mutateAsync(said).catch(() => {})
  return (
    <>
      {acting.error && <Failed error={acting.error} />}
      {status === 'issued' && (
        <button type="button" className="desk-primary" disabled={blocked} onClick={() => tell({ act: 'accepted' })}>
          {t('directives.act.accept')}
        </button>
      )}
      {status === 'accepted' && !directive.explainedAt && (
        <Explain blocked={blocked} onSay={(said) => tell({ act: 'explained', ...said })} />
      )}
      {status === 'accepted' && (
        <Progress progress={directive.progress} blocked={blocked} onSay={(said) => tell({ act: 'progressed', ...said })} />
      )}
      <Show id={directive.id} />
      {status === 'accepted' && !extension && (
        <Words
          title={t('directives.act.ask')}
          label={t('alerts.why')}
          blocked={blocked}
          number={{ label: t('directives.act.days'), min: 1, max: 90, start: 3 }}
          onSay={(why, days) => tell({ act: 'extension_asked', why, days: days ?? 1 })}
        />
      )}
      {extension && (
        <Words
          title={t('directives.act.refuse')}
          label={t('alerts.why')}
          blocked={blocked}
          onSay={(why) => tell({ act: 'extension_refused', why })}
        >
          <button type="button" className="desk-primary" disabled={blocked} onClick={() => tell({ act: 'extension_granted' })}>
            {t('directives.act.grant', { days: extension.days })}
          </button>
        </Words>
      )}
      {lacking.length === 0 && (
        <Words
          title={t('directives.act.sign')}
          label={t('alerts.note')}
          isOptional
          isMain
          blocked={blocked}
          onSay={(note) => tell({ act: 'signed', note })}
        />
      )}
      <Words
        title={t('directives.act.withdraw')}
        label={t('alerts.why')}
        blocked={blocked}
        onSay={(why) => tell({ act: 'withdrawn', why })}
      />
    </>
  )
}

interface WordsProps {
  title: string
  label: string
  blocked: boolean
  isOptional?: boolean
  isMain?: boolean
  number?: { label: string; min: number; max: number; start: number }
  onSay(words: string, number?: number): void
  children?: ReactNode
}

/** Something that is done with a word about why; folded until it is meant. */
function Words({ title, label, blocked, isOptional = false, isMain = false, number, onSay, children }: WordsProps) {
  const id = useId()
  const [words, setWords] = useState('')
  const [count, setCount] = useState(number?.start ?? 1)
  return (
    <details open={isMain || children !== undefined || undefined}>
      <summary>{title}</summary>
      <form
        className="directive-act"
        onSubmit={(event) => {
          event.preventDefault()
          onSay(words.trim(), number && count)
          setWords('')
        }}
      >
        {children}
        {number && (
          <>
            <label htmlFor={`${id}n`}>{number.label}</label>
            <input
              id={`${id}n`}
              type="number"
              min={number.min}
              max={number.max}
              value={count}
              onChange={(event) => setCount(Number(event.target.value))}
            />
          </>
        )}
        <label htmlFor={id}>{label}</label>
        <textarea id={id} rows={2} value={words} maxLength={2_000} onChange={(event) => setWords(event.target.value)} />
        <button
          type="submit"
          className={isMain ? 'desk-primary' : undefined}
          disabled={blocked || (!isOptional && words.trim() === '')}
        >
          {title}
        </button>
      </form>
    </details>
  )
}

/** By the template of an explanation: why, what is done about it, and by when. */
function Explain({
  blocked,
  onSay,
}: {
  blocked: boolean
  onSay(said: { cause: string; remedy: string; doneBy: string | null }): void
}) {
  const { t } = useText()
  const id = useId()
  const [cause, setCause] = useState('')
  const [remedy, setRemedy] = useState('')
  const [doneBy, setDoneBy] = useState<string | null>('')
  return (
    <form
      className="directive-act"
      onSubmit={(event) => {
        event.preventDefault()
        onSay({ cause: cause.trim(), remedy: remedy.trim(), doneBy: doneBy || null })
      }}
    >
      <h2>{t('directives.act.explain')}</h2>
      <label htmlFor={`${id}c`}>{t('directives.act.cause')}</label>
      <textarea id={`${id}c`} rows={3} value={cause} maxLength={2_000} onChange={(event) => setCause(event.target.value)} />
      <label htmlFor={`${id}r`}>{t('directives.act.remedy')}</label>
      <textarea id={`${id}r`} rows={3} value={remedy} maxLength={2_000} onChange={(event) => setRemedy(event.target.value)} />
      <label htmlFor={`${id}d`}>{t('directives.act.doneBy')}</label>
      <DayField id={`${id}d`} value={doneBy} onChange={setDoneBy} />
      <button
        type="submit"
        className="desk-primary"
        disabled={blocked || cause.trim() === '' || remedy.trim() === '' || doneBy === null}
      >
        {t('directives.act.sendExplanation')}
      </button>
    </form>
  )
}

function Progress({
  progress,
  blocked,
  onSay,
}: {
  progress: number
  blocked: boolean
  onSay(said: { progress: number; note: string }): void
}) {
  const { t } = useText()
  const id = useId()
  const [percent, setPercent] = useState(progress)
  const [note, setNote] = useState('')
  return (
    <form
      className="directive-act"
      onSubmit={(event) => {
        event.preventDefault()
        onSay({ progress: percent, note: note.trim() })
        setNote('')
      }}
    >
      <h2>{t('directives.act.report')}</h2>
      <label htmlFor={id}>{t('directives.act.percent')}</label>
      <input
        id={id}
        type="number"
        min={0}
        max={100}
        value={percent}
        onChange={(event) => setPercent(Number(event.target.value))}
      />
      <label htmlFor={`${id}n`}>{t('alerts.note')}</label>
      <input id={`${id}n`} value={note} maxLength={2_000} onChange={(event) => setNote(event.target.value)} />
      <button type="submit" disabled={blocked}>
        {t('directives.act.send')}
      </button>
    </form>
  )
}

function Show({ id }: { id: number }) {
  const { t } = useText()
  const input = useId()
  const client = useQueryClient()
  const picker = useRef<HTMLInputElement>(null)
  const [what, setWhat] = useState<(typeof SHOWN)[number]>('after')
  const showing = useMutation({
    mutationFn: (file: File) => show(id, file, what),
    onSettled: () => client.invalidateQueries({ queryKey: ['directives'] }),
  })
  return (
    <div className="directive-act">
      <h2>{t('directives.act.show')}</h2>
      <label htmlFor={`${input}w`}>{t('directives.act.what')}</label>
      <select id={`${input}w`} value={what} onChange={(event) => setWhat(event.target.value as (typeof SHOWN)[number])}>
        {SHOWN.map((each) => (
          <option key={each} value={each}>
            {t(`directives.evidence.${each}`)}
          </option>
        ))}
      </select>
      <small id={`${input}h`}>{t('directives.act.fileHelp')}</small>
      <button type="button" aria-describedby={`${input}h`} disabled={showing.isPending} onClick={() => picker.current?.click()}>
        {t('directives.act.file')}
      </button>
      <input
        ref={picker}
        type="file"
        hidden
        accept=".jpg,.jpeg,.png,.pdf,.docx,.xlsx"
        onChange={(event) => {
          const [file] = event.target.files ?? []
          if (file) showing.mutate(file)
          event.target.value = ''
        }}
      />
      {showing.error && <Failed error={showing.error} />}
    </div>
  )
}
