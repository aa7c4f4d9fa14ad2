import { useLayoutEffect, useRef } from 'react'
import { useText } from '../../text/use-text.ts'
import './keys.css'

const KEYS = [
  [['←', '→', 'Page Up', 'Page Down'], 'scenes'],
  [['Tab'], 'tiles'],
  [['f'], 'full'],
  [['v'], 'visitors'],
  [['Esc'], 'escape'],
  [['?', 'h'], 'help'],
] as const

/** Which key does what on a wall. */
export default function Keys({ onClose }: { onClose: () => void }) {
  const { t } = useText()
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])
  return (
    <dialog ref={dialog} className="keys" aria-label={t('keys.title')} onClose={onClose}>
      <h2>{t('keys.title')}</h2>
      <dl>
        {KEYS.map(([keys, does]) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(`keys.${does}`)}</dd>
          </div>
        ))}
      </dl>
      <button type="button" onClick={onClose}>
        {t('keys.close')}
      </button>
    </dialog>
  )
}
