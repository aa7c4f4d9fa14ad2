/** A key pressed by itself and not typed into a field. Whoever leads a drawing by keys may stand on a part of it, which is no HTML element. */
export function isShortcut({ ctrlKey, metaKey, altKey, target }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey) return false
  return !(target instanceof Element && target.closest('input, select, textarea, [contenteditable="true"]'))
}

/** Something stands over the page, and keys are its own. */
export const isOverlaid = (): boolean => document.querySelector('dialog[open]') !== null
