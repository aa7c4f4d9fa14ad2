import { useEffect, useId, useRef } from 'react'
import { useText } from '../../../text/use-text.ts'
import { CopyButton } from '../../account/CopyButton.tsx'

/** What is told now and never again, to be copied. */
export function Once({ name, help, text, onClose }: { name: string; help: string; text: string; onClose(): void }) {
  const { t } = useText()
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  // It may stand far above what was pressed.
  useEffect(() => field.current?.focus(), [text])
  return (
    <div className="account-once" role="status">
      <label htmlFor={id}>{name}</label>
      <input ref={field} id={id} readOnly value={text} onFocus={({ target }) => target.select()} />
      <CopyButton text={text} />
      <button type="button" onClick={onClose}>
        {t('accounts.close')}
      </button>
      <small>{help}</small>
    </div>
  )
}
