import type { Checklist, ChecklistAct, ChecklistStep } from '@ioc/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useRef, useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { act, show } from './queries.ts'

const AUTOMATIC = ['acknowledged', 'directive', 'resolved']

/** What may be done to a step as it stands. One field of words serves them all: what came of it, a note, or why not. */
export function StepActs({ checklist, step, onDone }: { checklist: Checklist; step: ChecklistStep; onDone(): void }) {
  const { t, title } = useText()
  const id = useId()
  const client = useQueryClient()
  const [words, setWords] = useState('')
  const acting = useMutation({
    mutationFn: (said: ChecklistAct) => act(checklist.id, said),
    onSuccess: (_, { act: done }) => {
      setWords('')
      if (done !== 'noted') onDone()
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['checklists'] }),
  })
  const said = words.trim()
  const isAutomatic = AUTOMATIC.includes(step.done)
  const isBusy = acting.isPending
  const isRunning = checklist.status === 'running'
  const isOpen = step.status === 'open'
  const lacksWords = step.done === 'note' && said === ''
  const lacksFile = step.done === 'evidence' && step.files === 0
  return (
    <div className="checklist-acts">
      {step.help && <p>{title(step.help)}</p>}
      {step.basis && <small>{t('checklists.basis', { basis: step.basis })}</small>}
      {isOpen && <p className="alert-none">{t(`checklists.doneBy.${step.done}`)}</p>}
      {isRunning && isOpen && step.done === 'evidence' && <ShowFile id={checklist.id} step={step} />}
      <label htmlFor={id}>{t(isOpen && step.done === 'note' ? 'checklists.result' : 'checklists.words')}</label>
      <textarea id={id} rows={2} value={words} maxLength={2_000} onChange={(event) => setWords(event.target.value)} />
      <div className="checklist-buttons">
        {isRunning && isOpen && !isAutomatic && (
          <button
            type="button"
            className="desk-primary"
            disabled={isBusy || lacksWords || lacksFile}
            onClick={() => acting.mutate({ act: 'ticked', step: step.id, note: said })}
          >
            {t('checklists.act.done')}
          </button>
        )}
        <button
          type="button"
          disabled={isBusy || said === ''}
          onClick={() => acting.mutate({ act: 'noted', step: step.id, note: said })}
        >
          {t('checklists.act.note')}
        </button>
        {isRunning && isOpen && (
          <button
            type="button"
            disabled={isBusy || said === ''}
            title={t('checklists.act.needsWhy')}
            onClick={() => acting.mutate({ act: 'skipped', step: step.id, why: said })}
          >
            {t('checklists.act.skip')}
          </button>
        )}
        {isRunning && (step.status === 'skipped' || (step.status === 'done' && !isAutomatic)) && (
          <button
            type="button"
            disabled={isBusy || said === ''}
            title={t('checklists.act.needsWhy')}
            onClick={() => acting.mutate({ act: 'undone', step: step.id, why: said })}
          >
            {t('checklists.act.undo')}
          </button>
        )}
      </div>
      {acting.error && <Failed error={acting.error} />}
    </div>
  )
}

function ShowFile({ id, step }: { id: number; step: ChecklistStep }) {
  const { t, number } = useText()
  const client = useQueryClient()
  const picker = useRef<HTMLInputElement>(null)
  const showing = useMutation({
    mutationFn: (file: File) => show(id, step.id, file),
    onSettled: () => client.invalidateQueries({ queryKey: ['checklists'] }),
  })
  return (
    <div className="checklist-buttons">
      <button type="button" disabled={showing.isPending} onClick={() => picker.current?.click()}>
        {t('directives.act.file')}
      </button>
      <small>{step.files > 0 ? t('checklists.files', { count: number(step.files) }) : t('directives.act.fileHelp')}</small>
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
