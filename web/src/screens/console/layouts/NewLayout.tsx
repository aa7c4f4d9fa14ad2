import type { LayoutsAnswer, Playlist, SceneFile } from '@ioc/server/contract'
import { useId, useState } from 'react'
import { keyOf } from '../../../text/fold.ts'
import { useText } from '../../../text/use-text.ts'
import { useAsked } from '../../../ui/use-asked.ts'
import { pathTo } from '../paths.ts'
import { moveTo } from '../use-path.ts'
import { draftsOf, type Kind, keepDraft } from './drafts.ts'

/** Begins a scene or playlist, empty or from another. It is a draft on this machine until it is published. */
export function NewLayout({ kind, answer, onDone }: { kind: Kind; answer: LayoutsAnswer; onDone(): void }) {
  const { t, title } = useText()
  const asked = useAsked(onDone)
  const [viId, enId, fromId] = [useId(), useId(), useId()]
  const [vi, setVi] = useState('')
  const [en, setEn] = useState('')
  const [from, setFrom] = useState('')
  const known: { id: string; lastSpec: SceneFile | Playlist }[] = answer[kind]
  const begin = () => {
    const id = keyOf(vi, [...known.map((each) => each.id), ...draftsOf(kind)])
    const names = { id, title: { vi: vi.trim(), en: en.trim() || vi.trim() } }
    const model = known.find((each) => each.id === from)?.lastSpec
    const blank =
      kind === 'scenes' ? { columns: 12, rows: 12, places: [], strip: null } : { scenes: [{ scene: 'overview', for: 60 }] }
    keepDraft(kind, id, { base: null, spec: { ...(model ?? blank), ...names } as never })
    moveTo(pathTo.layout(kind, id))
  }
  return (
    <form
      {...asked}
      className="console-why layout-new"
      onSubmit={(event) => {
        event.preventDefault()
        begin()
      }}
    >
      <label htmlFor={viId}>{t('layouts.make.name')}</label>
      <input
        id={viId}
        value={vi}
        maxLength={120}
        placeholder={t('layouts.make.nameExample')}
        onChange={({ target }) => setVi(target.value)}
      />
      <label htmlFor={enId}>{t('layouts.make.nameEn')}</label>
      <input id={enId} value={en} maxLength={120} onChange={({ target }) => setEn(target.value)} />
      <label htmlFor={fromId}>{t('layouts.make.from')}</label>
      <select id={fromId} value={from} onChange={({ target }) => setFrom(target.value)}>
        <option value="">{t(kind === 'scenes' ? 'layouts.make.empty' : 'layouts.round.untitled')}</option>
        {known.map(({ id, lastSpec }) => (
          <option key={id} value={id}>
            {title(lastSpec.title)}
          </option>
        ))}
      </select>
      <div className="layout-buttons">
        <button type="button" onClick={onDone}>
          {t('console.cancel')}
        </button>
        <button type="submit" className="desk-primary" disabled={vi.trim() === ''}>
          {t('layouts.make.go')}
        </button>
      </div>
    </form>
  )
}
