import { useText } from '../../text/use-text.ts'

/** What could not be answered, and how to ask again. */
export function Failed({ error, again }: { error: Error; again(): void }) {
  const { t } = useText()
  return (
    <div role="alert" className="open-failed">
      <p>{error.message}</p>
      <button type="button" onClick={() => again()}>
        {t('open.again')}
      </button>
    </div>
  )
}
