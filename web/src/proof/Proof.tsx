import { useLayoutEffect, useRef } from 'react'
import { factOf, questionOf, replayOf, withFact, withoutProof } from '../address/address.ts'
import { go, useSearch } from '../address/use-address.ts'
import { useText } from '../text/use-text.ts'
import './proof.css'
import { ProofPanel } from './ProofPanel.tsx'
import { Record } from './Record.tsx'

const close = () => go(withoutProof(location.search))

/** Over the wall: what the address asks about, a figure with its proof or a record alone. */
export default function Proof() {
  const { t } = useText()
  const dialog = useRef<HTMLDialogElement>(null)
  const search = useSearch()
  const question = questionOf(search)
  const fact = factOf(search)
  const replay = replayOf(search) ?? undefined

  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    // Closing gives the focus back to the tile it was opened from, while it is still on the page.
    return () => element?.close()
  }, [])

  return (
    <dialog
      ref={dialog}
      className="proof"
      data-alone={question ? undefined : true}
      aria-label={t(question ? 'proof.dialog' : 'proof.factDialog')}
      onCancel={(event) => {
        event.preventDefault()
        if (question && fact) go(withFact(location.search, null), 'replace')
        else close()
      }}
    >
      {question ? (
        <ProofPanel question={question} fact={fact} onClose={close} />
      ) : (
        fact && (
          <>
            <header className="proof-head">
              <h2>{t('proof.factDialog')}</h2>
              <button type="button" className="proof-close" onClick={close}>
                {t('proof.close')}
              </button>
            </header>
            <Record fact={fact} asOf={replay && new Date(replay.at).toISOString()} />
          </>
        )
      )}
    </dialog>
  )
}
