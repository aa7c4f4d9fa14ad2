import type { ProposalAnswer } from '@ioc/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useRef, useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { proposalQuery, saveText } from './queries.ts'

/** Types a plan or an indicator as the text of its file; what keeps it from holding is told by its line, and leads there. */
export function TextEditor({ proposal }: { proposal: ProposalAnswer }) {
  const { t } = useText()
  const client = useQueryClient()
  const id = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const kept = proposal.text ?? ''
  const [text, setText] = useState(kept)
  const saving = useMutation({
    mutationFn: () => saveText(proposal.id, text, proposal.edit),
    onSuccess: (saved) => {
      client.setQueryData(proposalQuery(proposal.id).queryKey, saved)
      return client.invalidateQueries({ queryKey: ['proposals', 'open'] })
    },
  })
  const goTo = (line: number) => {
    const area = field.current
    if (!area) return
    const before = text
      .split('\n')
      .slice(0, line - 1)
      .join('\n')
    const from = before === '' ? 0 : before.length + 1
    area.focus()
    area.setSelectionRange(from, from + (text.split('\n')[line - 1]?.length ?? 0))
    area.scrollTop = (line - 4) * Number.parseFloat(getComputedStyle(area).lineHeight)
  }
  return (
    <form
      className="proposals-text"
      onSubmit={(event) => {
        event.preventDefault()
        saving.mutate()
      }}
    >
      <label htmlFor={id}>{t('proposals.text')}</label>
      <textarea
        id={id}
        ref={field}
        value={text}
        spellCheck={false}
        wrap="off"
        rows={Math.min(28, Math.max(10, text.split('\n').length + 1))}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if ((event.ctrlKey || event.metaKey) && event.key === 's') {
            event.preventDefault()
            saving.mutate()
          }
        }}
      />
      <p className="proposals-help">{t('proposals.textHelp')}</p>
      <div className="proposals-buttons">
        <button type="submit" disabled={text === kept || saving.isPending}>
          {t('proposals.save')}
        </button>
        <span role="status">{text === kept ? t('proposals.saved') : t('proposals.unsaved')}</span>
      </div>
      {saving.error && <Failed error={saving.error} />}
      {proposal.faults.length > 0 && text === kept && (
        <ul className="proposals-faults" role="alert">
          {proposal.faults.map(({ line, message }) => (
            <li key={`${line} ${message}`}>
              {line !== null && (
                <button type="button" onClick={() => goTo(line)}>
                  {t('proposals.line', { line })}
                </button>
              )}
              {message}
            </li>
          ))}
        </ul>
      )}
    </form>
  )
}
