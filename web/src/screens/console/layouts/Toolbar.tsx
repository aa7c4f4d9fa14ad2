import type { ReactNode } from 'react'
import { useText } from '../../../text/use-text.ts'
import type { Editing } from './use-editing.ts'

/** A step back, a step on, and away with the draft. */
export function Toolbar<T>({
  editing,
  onUndo,
  onRedo,
  onDrop,
  children,
}: {
  editing: Editing<T>
  onUndo(): void
  onRedo(): void
  onDrop(): void
  children: ReactNode
}) {
  const { t } = useText()
  return (
    <div className="layout-buttons">
      <button type="button" disabled={!editing.canUndo} aria-keyshortcuts="Control+Z" onClick={onUndo}>
        {t('layouts.edit.undo')}
      </button>
      <button type="button" disabled={!editing.canRedo} aria-keyshortcuts="Control+Shift+Z" onClick={onRedo}>
        {t('layouts.edit.redo')}
      </button>
      {editing.published && (
        <button type="button" disabled={!editing.isChanged} onClick={onDrop}>
          {t('layouts.edit.drop')}
        </button>
      )}
      {children}
    </div>
  )
}
