import { useMutation } from '@tanstack/react-query'
import { useId, useRef, useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Shape } from '../../../ui/Shape.tsx'
import { Failed } from '../Failed.tsx'
import { FormTrial } from './FormTrial.tsx'
import { bringSample } from './queries.ts'
import type { Drafting } from './use-draft.ts'

/** A page to try on, of a source that brings its pages itself: a file chosen or dropped, or a message pasted. */
export function SampleBox({ drafting, kind }: { drafting: Drafting; kind: 'file' | 'message' | 'form' }) {
  const { t, number } = useText()
  const { id, sample, change, flush, refresh } = drafting
  const field = useId()
  const picker = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const bringing = useMutation({
    mutationFn: async (file: File) => {
      // Another file may be of another format: it is guessed anew.
      change({ format: undefined })
      await flush()
      await bringSample(id, file.name, file)
      await refresh()
    },
  })
  const take = (file: File | undefined) => file && bringing.mutate(file)
  return (
    <section
      className="make-drop"
      aria-label={t(`make.sample.${kind}`)}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        take(event.dataTransfer.files[0])
      }}
    >
      <label htmlFor={field}>{t(`make.sample.${kind}`)}</label>
      <p className="make-help">{t(`make.sample.${kind}Help`)}</p>
      {kind === 'form' && <FormTrial settings={drafting.spec.settings} onTake={take} />}
      {kind === 'file' && (
        <>
          <button type="button" disabled={bringing.isPending} onClick={() => picker.current?.click()}>
            {t(sample ? 'make.sample.chooseOther' : 'make.sample.choose')}
          </button>
          <input
            id={field}
            ref={picker}
            type="file"
            hidden
            disabled={bringing.isPending}
            onChange={({ target }) => {
              take(target.files?.[0])
              // The same file, mended, can be chosen again.
              target.value = ''
            }}
          />
        </>
      )}
      {kind === 'message' && (
        <>
          <textarea id={field} rows={7} spellCheck={false} value={text} onChange={(event) => setText(event.target.value)} />
          <button
            type="button"
            disabled={text.trim() === '' || bringing.isPending}
            onClick={() => take(new File([text], t('make.sample.pasted'), { type: 'text/plain' }))}
          >
            {t('make.sample.take')}
          </button>
        </>
      )}
      {bringing.isPending && <p className="make-help">{t('make.sample.sending')}</p>}
      {bringing.error && <Failed error={bringing.error} />}
      {sample && !bringing.isPending && (
        <p className="make-good" role="status">
          <Shape tone="good" /> {t('make.sampled', { name: sample.name, size: number(Math.ceil(sample.bytes / 1000)) })}{' '}
          {!sample.isWhole && t('make.sample.cut')}
        </p>
      )}
    </section>
  )
}
