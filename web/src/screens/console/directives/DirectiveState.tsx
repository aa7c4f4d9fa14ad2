import type { Directive } from '@ioc/server/contract'
import { useText } from '../../../text/use-text.ts'
import { Mark } from '../../../ui/Mark.tsx'
import type { Tone } from '../../../ui/Shape.tsx'

/** How a directive stands: shape, word and colour, and how far it has got. */
export function DirectiveState({ directive: { status, isOverdue, progress, relapses, extension } }: { directive: Directive }) {
  const { t, number } = useText()
  return (
    <>
      <Mark tone={toneOf(status, isOverdue)}>{t(isOverdue ? 'directives.overdue' : `directives.status.${status}`)}</Mark>
      <small>
        {[
          isOverdue && t(`directives.status.${status}`),
          status === 'accepted' && t('directives.progress', { progress: number(progress) }),
          extension && t('directives.wantsTime', { days: number(extension.days) }),
          relapses > 0 && t('directives.relapses', { count: number(relapses) }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </small>
    </>
  )
}

function toneOf(status: Directive['status'], isOverdue: boolean): Tone {
  if (isOverdue) return 'critical'
  if (status === 'closed') return 'good'
  if (status === 'withdrawn') return 'withdrawn'
  return status === 'issued' ? 'watch' : 'not_yet_due'
}
