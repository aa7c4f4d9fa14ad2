import type { BriefingsAnswer } from '@ioc/server/contract'
import { useMutation } from '@tanstack/react-query'
import { useText } from '../../../text/use-text.ts'
import { useAsked } from '../../../ui/use-asked.ts'
import { Failed } from '../Failed.tsx'
import { pathTo } from '../paths.ts'
import { moveTo } from '../use-path.ts'
import { makeNow } from './queries.ts'

/** Has a report made as of this moment, and opens it. */
export function MakeNow({ briefing, onDone }: { briefing: BriefingsAnswer[number]; onDone(): void }) {
  const { t, title } = useText()
  const asked = useAsked(onDone)
  const making = useMutation({
    mutationFn: () => makeNow(briefing.id),
    onSuccess: (made) => moveTo(pathTo.briefing(made)),
  })
  return (
    <form
      {...asked}
      className="briefing-make"
      aria-label={t('briefings.makeOf', { name: title(briefing.title) })}
      onSubmit={(event) => {
        event.preventDefault()
        making.mutate()
      }}
    >
      <p>{t('briefings.makeHelp')}</p>
      <div className="briefing-buttons">
        <button type="submit" className="desk-primary" disabled={making.isPending}>
          {t('briefings.make')}
        </button>
        <button type="button" onClick={onDone}>
          {t('console.cancel')}
        </button>
      </div>
      {making.error && <Failed error={making.error} />}
    </form>
  )
}
