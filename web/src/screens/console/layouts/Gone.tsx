import { useText } from '../../../text/use-text.ts'
import { Link } from '../Link.tsx'
import { pathTo } from '../paths.ts'

/** Neither a version nor a draft of it is known. */
export function Gone() {
  const { t } = useText()
  return (
    <p className="console-empty">
      {t('layouts.gone')} <Link to={pathTo.layouts()}>{t('layouts.back')}</Link>
    </p>
  )
}
