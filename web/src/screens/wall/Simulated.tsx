import { useAnyTile } from '../../realtime/tiles.ts'
import { useText } from '../../text/use-text.ts'
import { isSimulated } from '../../tiles/registry.ts'

/** Stands in the header as long as one number on the wall is not real. */
export function Simulated() {
  const { t } = useText()
  if (!useAnyTile(isSimulated)) return null
  return (
    <strong className="header-simulated" title={t('header.simulatedHelp')}>
      {t('header.simulated')}
    </strong>
  )
}
