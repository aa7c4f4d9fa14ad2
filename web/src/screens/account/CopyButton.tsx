import { useState } from 'react'
import { useText } from '../../text/use-text.ts'

/** Copies what is shown once. Where the browser lets no page do that, what stands beside it is copied by hand. */
export function CopyButton({ text }: { text: string }) {
  const { t } = useText()
  const [copied, setCopied] = useState<string | null>(null)
  if (!navigator.clipboard) return null
  return (
    <button
      type="button"
      onClick={() =>
        navigator.clipboard.writeText(text).then(
          () => setCopied(text),
          () => {},
        )
      }
    >
      {t(copied === text ? 'account.copied' : 'account.copy')}
    </button>
  )
}
