import type { Made } from '@ioc/server/contract'
import { useText } from '../../../text/use-text.ts'

/** By whom and when a version was made. */
export function useMade(): (made: Made) => string {
  const { t, minute, day } = useText()
  return ({ by, madeIn, at }) => {
    const who = by ?? t(madeIn === 'command' ? 'layouts.byCommand' : 'layouts.byFile')
    return t('layouts.changedBy', { by: who, at: `${minute(at)} ${day(at)}` })
  }
}
