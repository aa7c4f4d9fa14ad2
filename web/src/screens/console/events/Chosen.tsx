import { useText } from '../../../text/use-text.ts'

/** What was chosen one by one, each taken off by a press. */
export function Chosen({ names, onTakeOff }: { names: ReadonlyMap<string, string>; onTakeOff(key: string): void }) {
  const { t } = useText()
  if (names.size === 0) return null
  return (
    <span className="event-chosen">
      {[...names].map(([key, name]) => (
        <button key={key} type="button" aria-label={t('events.takeOff', { name })} onClick={() => onTakeOff(key)}>
          {name} ×
        </button>
      ))}
    </span>
  )
}
